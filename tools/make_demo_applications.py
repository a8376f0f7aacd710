"""Write demo/: 240 invented applicants as forms export them. `python -m tools.make_demo_applications`."""

from pathlib import Path

from tools.demo.applicants import applicants
from tools.demo.sheets import GOOGLE, MICROSOFT, as_csv, as_xlsx, rows

FOLDER = Path("demo")
GOOGLE_ROWS = 12


def demo_files() -> dict[str, bytes]:
    """Return the files by name."""
    people = applicants()
    table = rows(MICROSOFT, people)
    return {
        "applications.csv": as_csv(table, mark="\ufeff"),
        "applications.xlsx": as_xlsx(table),
        "applications-google.csv": as_csv(rows(GOOGLE, people[:GOOGLE_ROWS])),
    }


def main() -> None:
    """Write every file."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in demo_files().items():
        (FOLDER / name).write_bytes(content)
        print(f"{FOLDER / name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
