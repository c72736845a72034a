"""Bibliographies become papers, in Unicode, whatever wrote them."""

import pytest
from digestry.errors import ContentError
from digestry.intake.importers import latex_decoding as latex
from digestry.paper.dates import PartialDate
from digestry.paper.model import Paper
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.importers.sources import read, reasons

ARXIV = r"""
Some text before the entries, as people have it. a@b.example

@misc{tan2024learnware,
      title={Learnware: {$O(n^2)$} {Models} at 50\% of \$5},
      author={Zhi-Hao Tan and {\'E}mile Erd{\H o}s and van den Berg, Jan and {Barnes and Noble} and others},
      year={2024},
      eprint={2401.14427v2},
      archivePrefix={arXiv},
      primaryClass={cs.LG},
      url={https://arxiv.org/abs/2401.14427},
      abstract = "We -- as \emph{always} -- say ``hello'' to S\o ren
        at \url{https://a.example/b_c%20}"
}
"""


def test_arxivs_own_bibtex_is_read() -> None:
    """Accents and braces become Unicode, mathematics stays; an address that only says the id is none."""
    reading = read(ARXIV)
    assert reading.papers == (
        Paper(
            "",
            "Learnware: $O(n^2)$ Models at 50% of $5",
            abstract="We – as always – say “hello” to Søren at https://a.example/b_c%20",
            authors=("Zhi-Hao Tan", "Émile Erdős", "Jan van den Berg", "Barnes and Noble", "others"),
            arxiv="2401.14427",
            published=PartialDate(2024),
            categories=("cs.LG",),
        ),
    )
    assert reading.papers[0].place.line == 4


def test_published_papers_have_venues_and_links() -> None:
    """Strings are put in and joined, a DOI may be an address, a month has many forms."""
    text = r"""
    @STRING{kdd = {Proc. KDD}}
    @comment{nothing}
    @InProceedings(tan, Title = "A", booktitle = kdd # { '24}, doi = {https://doi.org/10.1145/36\_7},
      month = aug, year = 2024, keywords = {learnware, model reuse; vision}, pdf = {https://a.example/a\_b.pdf},
      code = {https://github.com/a/b}, website = {https://a.example/\~{}tan})
    @article{b, title = {B}, journal = {{Nature}}, year = "2024", month = "11"}
    @article{c, title = {C}, journal = {arXiv preprint arXiv:2401.14427}, date = {2024-01-24}}
    @proceedings{kdd24, title = {All of KDD}}
    """
    reading = read(text)
    assert reading.papers == (
        Paper(
            "",
            "A",
            doi="10.1145/36_7",
            pdf="https://a.example/a_b.pdf",
            code="https://github.com/a/b",
            project="https://a.example/~tan",
            venue="Proc. KDD '24",
            published=PartialDate(2024, 8),
            tags=("learnware", "model reuse", "vision"),
            kind="conference",
        ),
        Paper("", "B", venue="Nature", kind="journal", published=PartialDate(2024, 11)),
        Paper("", "C", arxiv="2401.14427", published=PartialDate(2024, 1, 24)),
    )
    assert reasons(reading) == [(9, "All of KDD", "it is a volume, not a paper")]


def test_a_broken_entry_costs_no_other() -> None:
    """It is told with its line, as is what stands outside of entries because of a brace too many."""
    text = """@misc{a, title = {A}}
@misc{b, title = {B
@misc{c, title = {C}, title = {C2}}
@misc{d, author = {Ann Lee}}
@misc{e, title = {E}},
  year = {2024}
}
@misc{f, title = {F}}
@misc{g, title = {G"""
    reading = read(text)
    assert [paper.title for paper in reading.papers] == ["A", "C", "E", "F"]
    assert [(line, why.split(":")[0]) for line, _, why in reasons(reading)] == [
        (2, "the entry is broken"),
        (4, "it has no title"),
        (5, "it stands outside of any entry; check the braces before it"),
        (9, "the entry is broken"),
    ]


def test_no_entry_is_an_error() -> None:
    """It is another format then."""
    with pytest.raises(ContentError) as error:
        read("nothing", "bibtex")
    assert str(error.value) == "source:1: there is no BibTeX entry in it; write @article{key, title = {…}}"


def test_strings_that_multiply_are_stopped() -> None:
    """Eight lines would make ten gigabytes."""
    strings = ["@string{a = {xxxxxxxxxx}}"]
    strings += [f"@string{{{chr(98 + n)} = {' # '.join([chr(97 + n)] * 10)}}}" for n in range(8)]
    reading = read("\n".join([*strings, "@misc{x, title = {X}, venue = j}"]))
    assert [paper.title for paper in reading.papers] == ["X"]
    assert reasons(reading)[0] == (4, "d", "this @string is too long, or one too many")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (r"{\"o} \"{o} \'{\i} \L{}ukasz \c{C}a {\ss} na{\"\i}ve", "ö ö í Łukasz Ça ß naïve"),
        (r"{The {BERT}} \textit{in \textbf{two}} {\sc Words}", "The BERT in two Words"),
        (r"a~b\&c \_ \# 5 % off {Q & A}", "a b&c _ # 5 % off Q & A"),
        (r"$\alpha_{1}\,{x}$ and \(\beta\) and $$x\$y$$", r"$\alpha_{1}\,{x}$ and \(\beta\) and $$x\$y$$"),
        (r"512$\times$512 f''", r'512$\times$512 f"'),
        (r"{{{\'E}mile and {many} words}}", "Émile and many words"),
        (r"{a} and {b}", "a and b"),
        ("{a " * 200 + r"\'e" + "}" * 200, "a " * 200 + r"\'e"),
        (r"a } b { c", "a  b  c"),
    ],
)
def test_latex_becomes_what_it_shows(given: str, shown: str) -> None:
    """Outside of mathematics; what is broken or absurdly deep stays, without its braces."""
    assert latex.unicode(given) == shown


PIECES = st.sampled_from(
    "@misc{ @article( @string{ @comment{ x, title = author = year = { } ( ) \" # , = \\ \\' \\\" \\{ $ $$ % ~ -- `` '' "
    "{} {x} 2024 jan \\emph \\url{ \\begin{a} \\verb| \\( \\) and others \n@misc{k, \ntitle={T}, \n".split(
        " "
    )
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=25))
def test_anything_like_bibtex_gives_papers_or_one_line(pieces: list[str]) -> None:
    """Whatever is open, closed, or in the wrong place."""
    try:
        reading = read("@misc{a, title={A}}\n" + "".join(pieces), "bibtex")
    except ContentError as error:
        assert len(error.problems) == 1
    else:
        assert reading.papers[0].title == "A"


@given(st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join))
def test_any_latex_becomes_text(text: str) -> None:
    """The decoder's own errors stay inside."""
    latex.unicode(text)
    latex.address(text)


def test_what_no_field_takes_is_named() -> None:
    """The key, which texts cite, and authors that an entry does not name, too."""
    text = "@article{a1,\n  title = {A},\n  author = {Ann Lee and others},\n  series = 3,\n}\n@misc{,\n title={B}}\n"
    assert read(text).unread == {"the entry's key": 1, "series": 1}


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("journal={ArXiv}, volume={abs/2302.13971}", "2302.13971"),
        ("journal={CoRR}, volume={abs/hep-th/9901001}", "hep-th/9901001"),
        ("note={arXiv:2401.00005}", "2401.00005"),
        ("note={arXiv preprint arXiv:2401.00005v2 [cs.LG]}", "2401.00005"),
        (r"howpublished={\url{https://arxiv.org/abs/2401.00005}}", "2401.00005"),
        ("pages={arXiv--2304.00001}", "2304.00001"),
        ("url={https://www.alphaxiv.org/abs/2401.00005}", "2401.00005"),
        ("journal={arXiv e-prints}, eprint={2401.00005}", "2401.00005"),
        ("doi={10.48550/arXiv.2401.00005}", "2401.00005"),
        ("journal={Nature}, eprint={hal-01234567}, eprinttype={hal}", ""),
    ],
)
def test_arxiv_ids_are_found_where_people_and_programs_put_them(fields: str, arxiv: str) -> None:
    """And what only says arXiv is no venue."""
    (paper,) = read(f"@article{{a, title={{A}}, {fields}}}").papers
    assert paper.arxiv == arxiv
    assert paper.venue == ("Nature" if "Nature" in fields else "")


@pytest.mark.parametrize(
    ("field", "name", "value"),
    [
        ("doi={DOI: 10.1016/j.tsf.2004.11.083}", "doi", "10.1016/j.tsf.2004.11.083"),
        ("doi={https://doi.org/10.1145/36.37?utm_source=x}", "doi", "10.1145/36.37"),
        ("doi={10.1145/3637528.3671617 and 10.1145/3637528.3671618}", "doi", "10.1145/3637528.3671617"),
        ("note={DOI 10.1145/3637528.3671617}", "doi", "10.1145/3637528.3671617"),
        ("url={https://a.example/x https://b.example/y}", "url", "https://a.example/x"),
        ("journal={Revista de Fı́sica}", "venue", "Revista de Física"),
        ("url={https://user:secret@a.example/x@y}", "url", "https://a.example/x@y"),
        ("url={https://a.example/x?id=1&utm_source=y}", "url", "https://a.example/x?id=1"),
        ("year={June 1980}", "published", PartialDate(1980, 6)),
        ("year={1960--1961}", "published", PartialDate(1960)),
        ("date={2024-01-24/2024-02-01}", "published", PartialDate(2024, 1, 24)),
        (
            "title={Models &amp; data: &lt;i&gt;in vivo&lt;/i&gt; H<sub>2</sub>O}",
            "title",
            "Models & data: in vivo H2O",
        ),
        ("title={R&amp;amp;D}", "title", "R&D"),
        ("note={Read this twice}", "note", "Read this twice"),
        ("annote={Mine}, note={arXiv:2401.00005}", "note", "Mine"),
        ("keyword={a; b}", "tags", ("a", "b")),
        ("title={A}, title={B}", "title", "A"),
    ],
)
def test_a_value_is_read_as_it_is_meant(field: str, name: str, value: object) -> None:
    title = "" if field.startswith("title") else "title={A}, "
    (paper,) = read(f"@misc{{a, {title}{field}}}").papers
    assert getattr(paper, name) == value


@pytest.mark.parametrize(
    ("authors", "names", "doubtful"),
    [
        ("Georges Aad and others", ["Georges Aad", "others"], False),
        (
            "{{ATLAS Collaboration}} and van der Maaten, Laurens",
            ["ATLAS Collaboration", "Laurens van der Maaten"],
            False,
        ),
        (
            "King, Jr., Martin Luther and Ann Lee and Ann Lee",
            ["Martin Luther King Jr.", "Ann Lee", "Ann Lee"],
            False,
        ),
        ("Ann Lee, Bo Chen, Cy Dee", ["Ann Lee", "Bo Chen", "Cy Dee"], True),
        ("Ann Lee; Bo Chen", ["Ann Lee", "Bo Chen"], True),
        ("M&uuml;ller, J.", ["J. Müller"], False),
    ],
)
def test_names_are_kept(authors: str, names: list[str], doubtful: bool) -> None:
    (found,) = read(f"@misc{{a, title={{A}}, author={{{authors}}}}}").candidates
    assert [str(name) for name in found.paper.authors] == names
    assert bool(found.doubts) == doubtful


def test_a_volume_gives_on_what_it_says() -> None:
    """Whether it stands before or behind; it is no paper itself."""
    volume = "@proceedings{v, title={Things 2024}, year=2024}"
    child = "@inproceedings{c, title={Child}, author={Bo Chen}, crossref={V}}"
    for text in (f"{volume}\n{child}", f"{child}\n{volume}"):
        reading = read(text)
        (paper,) = reading.papers
        assert (paper.venue, paper.published) == ("Things 2024", PartialDate(2024))
        assert [why for _, _, why in reasons(reading)] == ["it is a volume, not a paper"]


def test_an_entry_without_a_key_is_an_entry() -> None:
    """EndNote writes such."""
    reading = read("@article{\n  author = {Ann Lee}, title = {T}, year = {2024}\n}")
    assert [(paper.title, paper.authors) for paper in reading.papers] == [("T", ("Ann Lee",))]
    assert not reading.unread


@pytest.mark.parametrize(
    "fields",
    [
        "title = {A {N} b} author = {Ann Lee}, year = 2024, month = jan",
        'title = "A {N} b"\n  author = "Ann Lee"\n  year = {2024}\n  month = jan',
        "author = {Ann Lee} year = 2024 month = jan, title = {A {N} b}",
    ],
)
def test_a_forgotten_comma_makes_no_title_of_two_fields(fields: str) -> None:
    (paper,) = read(f"@misc{{a, {fields}}}").papers
    assert (paper.title, paper.authors, paper.published) == ("A N b", ("Ann Lee",), PartialDate(2024, 1))
