"""The command line where no program `salestracker` is on the path: `python -m salestracker_xl`."""

from salestracker_xl.cli import main

if __name__ == "__main__":
    main()
