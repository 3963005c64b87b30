"""The words of `toctoc sectors cut`."""

import argparse
from pathlib import Path

SECONDS = 60.0
MOST_SECTORS = 26


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("sectors", help="découper un territoire en secteurs")
    verbs = parser.add_subparsers(required=True, metavar="VERBE")
    cutting = verbs.add_parser(
        "cut",
        help="découpe des communes en secteurs d’un seul tenant, équilibrés et resserrés",
        description="Un GeoJSON de contours (et d’autres fichiers qui le complètent) ; "
        "sans base de données. Les communes se nomment par leur code ou leur nom.",
    )
    cutting.add_argument("files", nargs="+", type=Path, metavar="FICHIER")
    cutting.add_argument("--epci", metavar="SIREN", help="seulement les communes de cet EPCI")
    cutting.add_argument("-k", "--sectors", type=a_count, default=4, metavar="NOMBRE")
    cutting.add_argument(
        "--balance", type=a_ratio, default=0.1, metavar="ÉCART",
        help="écart de travail permis autour de la moyenne (0.1 : ± 10 %%)",
    )  # fmt: skip
    cutting.add_argument(
        "--together", action="append", default=[], metavar="A,B", help="dans le même secteur"
    )
    cutting.add_argument(
        "--fix", action="append", default=[], metavar="A=2", help="cette commune en secteur 2"
    )
    cutting.add_argument(
        "--base", action="append", default=[], metavar="A=2",
        help="cette commune au centre du secteur 2",
    )  # fmt: skip
    cutting.add_argument(
        "--time", type=seconds, default=SECONDS, metavar="SECONDES",
        help="temps au bout duquel le meilleur découpage trouvé est rendu (60)",
    )  # fmt: skip
    cutting.add_argument("--seed", type=int, default=1, metavar="NOMBRE", help="du hasard")
    cutting.add_argument("--json", action="store_true", help="réponse en JSON")
    cutting.set_defaults(run=run, needs_django=False)


def run(options: argparse.Namespace) -> int:
    """Cut, and tell the sectors."""
    from toctoc.cli.sectors.cutting import cut_file  # noqa: PLC0415 -- slow import

    return cut_file(options)


def a_count(typed: str) -> int:
    """Read a number of sectors for argparse."""
    if not (typed.isdigit() and 1 <= int(typed) <= MOST_SECTORS):
        message = f"{typed!r} : un nombre de secteurs de 1 à {MOST_SECTORS}"
        raise argparse.ArgumentTypeError(message)
    return int(typed)


def a_ratio(typed: str) -> float:
    """Read a departure from the mean for argparse."""
    return _number(typed, most=10.0, need="un écart comme 0.1, pour ± 10 %")


def seconds(typed: str) -> float:
    """Read a length of time for argparse."""
    return _number(typed, most=86_400.0, need="un nombre de secondes")


def _number(typed: str, *, most: float, need: str) -> float:
    try:
        value = float(typed.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        message = f"{typed!r} : {need}"
        raise argparse.ArgumentTypeError(message)
    return value
