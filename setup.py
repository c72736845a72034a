"""The packages. Two lie elsewhere: the theme in `overrides/`, the handbook in `docs/`."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages("generator"), "digestry.theme", "digestry.handbook"],
    package_dir={"": "generator", "digestry.theme": "overrides", "digestry.handbook": "docs"},
    package_data={
        "digestry": ["**/*.json", "**/*.j2", "outputs/**/*.css", "starter/**/*"],
        "digestry.handbook": ["*.md"],
        "digestry.theme": ["**/*.html", "**/*.xml", "assets/**/*", "locales/*.po"],
    },
)
