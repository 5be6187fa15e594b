"""A Typer application that does nothing: what every command line of Typer costs."""

import typer

app = typer.Typer()


@app.command()
def run() -> None:
    """Do nothing."""


@app.command()
def rest() -> None:
    """Do nothing either."""


if __name__ == "__main__":
    app()
