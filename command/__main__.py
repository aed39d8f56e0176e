"""`python -m command` is `broadsheet`, where nothing was installed."""

from command.main import main

if __name__ == "__main__":
    main()
