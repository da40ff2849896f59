"""Pages that no reader finds are found by their objects, in their order, and what is lost of them is counted."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from extract.document import DAMAGED, LOST, UNCHECKED, read_pages
from extract.pdf.health.stream_health import StreamHealth
from extract.pdf.rebuild import rebuild
from extract.pdf.repair import readable
from extract.seen.laid_over.catalog import hides_layers, needs_appearances
from tests.extract.drawing import texts, three_pages
from tests.hostile.raw import flate, pdf, stream

NODE, PAGE = b"<</Type/Pages/Count 2/Kids[%s]>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R>>"


def built(objects: dict[int, bytes]) -> tuple[list[int], int]:
    """The numbers of the pages of a new file of these objects, and how many are lost at least."""
    found = rebuild(pdf(objects))
    assert found is not None
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert len(document.pages) == found.pages
        return [page.obj.objgen[0] for page in document.pages], found.lost


def test_pages_keep_the_order_of_their_tree() -> None:
    assert built({2: NODE % b"4 0 R 3 0 R", 3: PAGE, 4: PAGE, 5: stream(b"")}) == ([4, 3], 0)


def test_pages_without_a_tree_keep_the_order_of_the_file_and_some_may_be_lost() -> None:
    assert built({4: PAGE, 3: PAGE, 5: stream(b"")}) == ([4, 3], 1)


def test_pages_that_the_tree_names_and_that_are_not_there_are_lost() -> None:
    assert built({2: NODE % b"3 0 R 8 0 R 9 0 R", 3: PAGE, 5: stream(b"")}) == ([3], 2)


def test_a_page_that_the_tree_does_not_name_comes_behind_the_others() -> None:
    assert built({2: NODE % b"4 0 R", 3: PAGE, 4: PAGE, 5: stream(b"")}) == ([4, 3], 1)


def test_the_last_object_of_a_number_counts() -> None:
    first, second = pdf({2: NODE % b"3 0 R", 3: PAGE, 5: stream(b"old")}), b"5 0 obj\n" + stream(b"new") + b"\nendobj\n"
    found = rebuild(first + second)
    assert found is not None
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert document.pages[0].Contents.read_bytes() == b"new"


def test_what_refers_to_a_lost_object_finds_no_other_in_its_place() -> None:
    found = rebuild(pdf({3: PAGE[:-2] + b"/Group 6 0 R/Metadata 7 0 R>>", 5: stream(b"")}))
    assert found is not None
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert dict(document.pages[0].obj.items())["/Group"] is None
        assert dict(document.pages[0].obj.items())["/Metadata"] is None


def test_what_a_stream_holds_is_no_object() -> None:
    attached = b"3 0 obj\n<</Type/Font>>\nendobj\n"
    assert built({2: NODE % b"3 0 R", 3: PAGE, 5: stream(b""), 6: stream(attached)}) == ([3], 0)


def packed(data: bytes) -> bytes:
    """A stream of three objects: a tree, and the pages that it names."""
    return flate(data, b"/Type/ObjStm/N 3/First 20 ")


INNER = b"2 0 3 50 4 150".ljust(20) + (NODE % b"3 0 R 4 0 R").ljust(50) + PAGE.ljust(100) + PAGE


def test_objects_are_taken_out_of_object_streams() -> None:
    assert built({5: stream(b""), 7: packed(INNER)}) == ([3, 4], 0)


def test_a_damaged_object_stream_is_read_as_far_as_it_goes() -> None:
    whole = zlib.compress(INNER, 0)
    broken = stream(whole[:-9], b"/Type/ObjStm/N 3/First 20/Filter/FlateDecode ")
    assert built({5: stream(b""), 7: broken}) == ([3], 1)


def test_a_file_without_pages_is_none() -> None:
    assert rebuild(pdf({2: NODE % b"", 5: stream(b"")})) is None
    assert rebuild(b"") is None


def test_a_catalog_that_is_left_keeps_what_it_says() -> None:
    found = rebuild(pdf({1: b"<</Type/Catalog/Pages 8 0 R/Lang(ja)>>", 3: PAGE, 5: stream(b"")}))
    assert found is not None
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert str(document.Root.Lang) == "ja"
        assert len(document.pages) == 1


IN_A_LAYER = PAGE[:-2] + b"/Resources<</Properties<</L 9 0 R>>>>>>"


@pytest.mark.parametrize(
    ("catalog", "page", "told"),
    [
        ({}, PAGE, False),
        ({}, IN_A_LAYER, None),
        ({1: b"<</Type/Catalog/Pages 8 0 R>>"}, IN_A_LAYER, False),
        ({1: b"<</Type/Catalog/Pages 8 0 R/OCProperties 7 0 R>>"}, IN_A_LAYER, None),
    ],
    ids=["lost, no layers", "lost", "there", "there, its entry lost"],
)
def test_a_lost_catalog_does_not_say_that_all_layers_are_on(
    catalog: dict[int, bytes], page: bytes, told: bool | None
) -> None:
    data = pdf(catalog | {2: NODE % b"3 0 R", 3: page, 5: stream(b"")}, root=6)
    health = StreamHealth(data)
    assert hides_layers(health.catalog) is told
    found = rebuild(data)
    assert found is not None
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert hides_layers(document.Root) is told


def test_a_lost_catalog_does_not_say_that_fields_are_drawn() -> None:
    found = rebuild(pdf({2: NODE % b"3 0 R", 3: PAGE, 5: stream(b"")}))
    assert found is not None
    with pikepdf.open(io.BytesIO(found.data)) as document:
        assert needs_appearances(document.Root) is None


def test_pages_with_layers_of_a_lost_catalog_are_unchecked() -> None:
    data = pdf({2: NODE % b"3 0 R", 3: IN_A_LAYER, 5: stream(b"0 0 9 9 re f")}, root=6)
    assert [UNCHECKED in page.problems or DAMAGED in page.problems for page in read_pages(data)] == [True]


def _drawn() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(three_pages().pdf()))


def _saved(document: pikepdf.Pdf, packed: bool = False) -> bytes:
    target = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    document.save(target, object_stream_mode=mode)
    return target.getvalue()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "in object streams"])
def test_a_page_that_the_tree_does_not_lead_to_is_told_behind_the_last(packed: bool) -> None:
    with _drawn() as document:
        document.Root.Hidden = document.pages[1].obj  # else it would not be saved
        del document.Root.Pages.Kids[1]
        document.Root.Pages.Count = 2
        data = _saved(document, packed)
    pages = list(read_pages(data))
    assert [texts(page) for page in pages] == [["1"], ["3"], []]
    assert [page.problems for page in pages] == [[], [], [LOST]]
    assert [page.problems for page in read_pages(data, range(1, 3))] == [[], []]


def test_pages_of_an_older_version_are_not_lost() -> None:
    def version(node: int) -> dict[int, bytes]:
        page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % node
        tree = b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (node + 1)
        return {1: b"<</Type/Catalog/Pages %d 0 R>>" % node, node: tree, node + 1: page}

    old, new = pdf(version(2)), pdf(version(2) | version(4))
    body, start = new[new.index(b"1 0 obj") :], len(old)
    places = {n: start + body.index(b"%d 0 obj" % n) for n in (1, 4, 5)}
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places.items())
    body = body[: body.rindex(b"xref\n0")]
    before = old[old.rindex(b"startxref\n") + 10 :].split()[0]
    trailer = b"trailer\n<</Size 6/Root 1 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (before, start + len(body))
    changed = old + body + b"xref\n" + rows + trailer
    assert readable(changed).lost == 0
    assert readable(new).lost == 1


def test_a_count_that_is_too_low_loses_no_page() -> None:
    with _drawn() as document:
        document.Root.Pages.Count = 1
        pages = list(read_pages(_saved(document)))
    assert [(texts(page), page.problems) for page in pages] == [(["1"], []), (["2"], []), (["3"], [])]


def test_a_whole_file_is_read_as_it_is() -> None:
    data = three_pages().pdf()
    assert readable(data).data is data
