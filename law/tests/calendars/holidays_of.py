"""Prints the public holidays of Germany as the package `holidays` knows them, one `place day` a line.

Usage: holidays_of.py <first year> <last year>. The first line names the version of the package.
"""

import sys

import holidays

MUNICIPAL = {
    "BY+assumption": ("BY", ("public", "catholic")),
    "SN+corpus-christi": ("SN", ("public", "catholic")),
    "TH+corpus-christi": ("TH", ("public", "catholic")),
    "BY+augsburg": ("Augsburg", ("public",)),
}


def main() -> None:
    first, last = (int(year) for year in sys.argv[1:3])
    print(f"holidays {holidays.__version__}")
    states = [code for code in holidays.Germany.subdivisions if len(code) == 2]
    places = {code: (code, ("public",)) for code in states} | MUNICIPAL
    for place, (subdivision, categories) in places.items():
        days = holidays.Germany(subdiv=subdivision, categories=categories, years=range(first, last + 1))
        for day in sorted(days):
            print(place, day.isoformat())


if __name__ == "__main__":
    main()
