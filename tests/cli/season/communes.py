"""A file of communes: two territories of three villages each."""

HEAD = "code_insee,nom,code_postal,population,lat,lon,epci_code\n"
ROWS = (
    "64001,Aast,64460,500,43.30,-0.30,A\n"
    "64002,Bourg,64460,900,43.33,-0.28,A\n"
    "64003,Clos,64460,100,43.42,-0.15,A\n"
    "64101,Derrière,64460,300,43.50,-0.50,B\n"
    "64102,Étang,64460,400,43.53,-0.52,B\n"
    "64103,Fond,64460,200,43.60,-0.40,B\n"
)


def write_communes(folder, text=HEAD + ROWS):
    """Write the file and return its path."""
    path = folder / "communes.csv"
    path.write_text(text, encoding="utf-8")
    return path
