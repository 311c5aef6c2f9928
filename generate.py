"""Start pingshu from a fresh clone: ``python generate.py``."""

from pingshu.cli import main

if __name__ == "__main__":
    main()
