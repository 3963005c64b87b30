"""The words of `toctoc roads`; what needs Django is imported once it is set up."""

import argparse
import os
from pathlib import Path

from toctoc.cli.arguments import add_programme
from toctoc.cli.demo.folder import demo_environment, find_folder
from toctoc.cli.django_apps import set_up_django

MODES = ("car", "bicycle", "foot")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("roads", help="routes : construire, mesurer, tenir à jour")
    verbs = parser.add_subparsers(required=True, metavar="VERBE")
    _add_build(verbs)
    _add_matrix(verbs)
    _add_update(verbs)
    _add_status(verbs)


def _add_build(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "build",
        help="construit les routes d’un extrait d’OpenStreetMap",
        description="Les routes en service ne sont remplacées qu’à la fin ; les trajets déjà "
        "connus servent jusqu’à leur nouveau calcul.",
    )
    parser.add_argument("file", type=Path, metavar="FICHIER.osm.pbf")
    add_programme(parser)
    _add_folder(parser)
    _add_demo(parser)
    parser.set_defaults(run=_build)


def _add_matrix(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser(
        "matrix",
        help="mètres et secondes entre des points ; sans base de données",
        description="Le fichier a des colonnes lat et lon (degrés), et id s’il le faut.",
    )
    parser.add_argument("points", type=Path, metavar="POINTS.csv")
    parser.add_argument(
        "--engine",
        metavar="MOTEUR",
        help="model, valhalla, ou une adresse (OSRM, Valhalla, openrouteservice) ; "
        "par défaut les routes construites ici, sinon model",
    )
    parser.add_argument("--mode", choices=MODES, default="car", help="moyen de déplacement")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    _add_folder(parser)
    parser.set_defaults(run=_matrix)


def _add_update(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("update", help="calcule maintenant les trajets qui manquent")
    add_programme(parser)
    _add_demo(parser)
    parser.set_defaults(run=_update)


def _add_status(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("status", help="dit ce qui est connu des routes d’un programme")
    parser.add_argument("--json", action="store_true", help="écrit du JSON")
    add_programme(parser)
    _add_demo(parser)
    parser.set_defaults(run=_status)


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DOSSIER",
        help="dossier des routes construites (par défaut roads dans TOCTOC_DATA)",
    )


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", type=Path, metavar="DOSSIER", help="dans la démonstration de ce dossier"
    )


def _folder(options: argparse.Namespace) -> Path:
    """Return where roads are built, which needs no settings."""
    data: Path = getattr(options, "demo", None) or Path(os.environ.get("TOCTOC_DATA", "var"))
    folder: Path | None = options.folder
    return folder or data / "roads"


def _open(options: argparse.Namespace) -> None:
    """Load the apps over the database of the settings, or a demo's."""
    if options.demo:
        find_folder(options.demo)
        os.environ |= demo_environment(options.demo)
    set_up_django()


def _build(options: argparse.Namespace) -> int:
    from toctoc.cli.roads.building import build_roads  # noqa: PLC0415 -- slow import

    build_roads(options.file, _folder(options))
    return _update(options) if options.programme else 0


def _matrix(options: argparse.Namespace) -> int:
    from toctoc.cli.roads.matrix import print_matrix  # noqa: PLC0415 -- slow import

    return print_matrix(options, _folder(options))


def _update(options: argparse.Namespace) -> int:
    _open(options)
    from toctoc.cli.roads.standing import update_programme  # noqa: PLC0415 -- apps first

    return update_programme(options)


def _status(options: argparse.Namespace) -> int:
    _open(options)
    from toctoc.cli.roads.standing import print_status  # noqa: PLC0415 -- apps first

    return print_status(options)
