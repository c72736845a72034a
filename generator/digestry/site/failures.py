"""What ends MkDocs, as errors of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs import exceptions

from digestry.errors import BuildError, ContentError, refused


@contextmanager
def told() -> Iterator[None]:
    """Turns what ends MkDocs into errors of ours."""
    try:
        yield
    except exceptions.Abort as error:
        if isinstance(error.__cause__, ContentError):
            raise error.__cause__ from None
        raise BuildError(str(error)) from error
    except TemplateSyntaxError as error:  # in a template of the curator's own
        raise BuildError(f"{error.filename or error.name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise BuildError(f"a template: {error}") from error
    except exceptions.MkDocsException as error:
        raise BuildError(str(error)) from error
    except OSError as error:
        raise BuildError(refused(error)) from error
