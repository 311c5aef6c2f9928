"""Workbooks and reports at an address: fetched, put back, nothing lost."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pingshu.storage import StorageError, address_of, borrowed_folder, lent
from tests.office_building import CLEAN, Office, new_office, typed

fsspec = pytest.importorskip("fsspec", reason="needs requirements-cluster.txt")


@pytest.fixture
def store() -> Iterator[dict[str, bytes]]:
    """Return what is stored below memory://, by name."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield _Stored(system)
    system.store.clear()


class _Stored(dict[str, bytes]):
    def __init__(self, system: Any) -> None:
        self.system = system

    def __getitem__(self, name: str) -> bytes:
        return bytes(self.system.cat_file(name))

    def __setitem__(self, name: str, content: bytes) -> None:
        self.system.pipe_file(name, content)

    def __iter__(self) -> Iterator[str]:
        return iter(self.system.find("/"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("s3://桶/自评表", "s3://桶/自评表"),
        ("memory://in", "memory://in"),
        ("input_workbooks", None),
        ("/data/a:b/c", None),
        ("C:/自评表", None),
    ],
)
def test_an_address_is_known_among_paths(path: str, address: str | None) -> None:
    assert address_of(Path(path)) == address


def test_all_files_below_an_address_are_fetched_and_gone_afterwards(
    store: dict[str, bytes], tmp_path: Path
) -> None:
    store["/in/甲.xlsx"] = b"1"
    store["/in/县/乙.xlsx"] = b"2"
    with borrowed_folder("memory://in", tmp_path) as folder:
        assert (folder / "甲.xlsx").read_bytes() == b"1"
        assert (folder / "县/乙.xlsx").read_bytes() == b"2"
    assert list(tmp_path.iterdir()) == []


def test_a_single_file_is_fetched(store: dict[str, bytes], tmp_path: Path) -> None:
    store["/in/甲.xlsx"] = b"1"
    with borrowed_folder("memory://in/甲.xlsx", tmp_path) as folder:
        assert [path.name for path in folder.iterdir()] == ["甲.xlsx"]


def test_a_folder_has_the_same_path_each_time(store: dict[str, bytes], tmp_path: Path) -> None:
    store["/in/甲.xlsx"] = b"1"
    with borrowed_folder("memory://in", tmp_path) as first:
        (first / "旧.xlsx").touch()
    with borrowed_folder("memory://in", tmp_path) as second:
        assert (second, len(list(second.iterdir()))) == (first, 1)


def test_what_has_changed_is_put_back_and_nothing_else(
    store: dict[str, bytes], tmp_path: Path
) -> None:
    store["/out/改过.docx"] = b"1"
    store["/out/没改.docx"] = b"2"
    with lent("memory://out", tmp_path):
        store["/out/没改.docx"] = b"3"  # meanwhile, by somebody else
        (tmp_path / "改过.docx").write_bytes(b"4")
        (tmp_path / "2022").mkdir()
        (tmp_path / "2022/新.docx").write_bytes(b"5")
    assert {name: store[name] for name in store} == {
        "/out/改过.docx": b"4", "/out/没改.docx": b"3", "/out/2022/新.docx": b"5",
    }  # fmt: skip


def test_what_was_written_before_a_run_was_stopped_is_put_back(
    store: dict[str, bytes], tmp_path: Path
) -> None:
    def stopped() -> None:
        with lent("memory://out", tmp_path):
            (tmp_path / "甲.docx").write_bytes(b"1")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert store["/out/甲.docx"] == b"1"


def test_a_name_that_leads_out_of_the_folder_is_refused(
    store: dict[str, bytes], tmp_path: Path
) -> None:
    store["/in/a/../../../../x"] = b"1"
    with pytest.raises(StorageError, match="不能用的文件名"), lent("memory://in", tmp_path):
        pass


def test_an_address_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="打不开"), lent("unknown://x", tmp_path):
        pass


def test_without_fsspec_the_line_to_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(StorageError, match="requirements-cluster"), lent("memory://x", tmp_path):
        pass


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = new_office(tmp_path)
    made.drop("甲.xlsx", CLEAN)
    return made


def test_a_run_from_address_to_address_writes_what_a_run_on_this_machine_does(
    office: Office, store: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    store["/in/甲.xlsx"] = (office.inbox / "甲.xlsx").read_bytes()
    asked = ("run", "memory://in", "--output", "memory://out", "--plain")
    assert typed(*asked, "--templates", str(office.templates)) == 0
    assert "结果已放回 memory://out。" in capsys.readouterr().out
    there = {name.removeprefix("/out/"): store[name] for name in store if "/out/" in name}
    office.run()
    reports = [name for name in there if name.endswith(".docx")]
    assert reports == office.reports()
    assert typed(*asked, "--templates", str(office.templates)) == 0
    assert {name.removeprefix("/out/"): store[name] for name in store if "/out/" in name} == there
