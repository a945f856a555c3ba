"""`innosim why`: the story of one idea, in sentences and as a picture."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Tell the story of one idea of a run, and draw its way.")
@click.argument("results", type=click.Path(path_type=Path))
@click.argument("idea")
@click.option("--json", "as_json", is_flag=True, help="As JSON: sentences, decisions, all terms.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Folder for the story as text and JSON and for the picture of its way.",
)
def command(results: Path, idea: str, as_json: bool, out: Path | None) -> None:
    """Tell what happened to IDEA in the run of the folder RESULTS, who decided what, and why.

    IDEA is named as in the table ideas, as in 776-28-0: post, week and ordinal of its conception;
    with several replicates as in 2:776-28-0. `innosim ideas RESULTS` names ideas worth telling.
    """
    from innosim.results.reader import read
    from innosim.stories.biography import biography, write

    story = biography(read(results), idea)
    click.echo(story.json() if as_json else story.text(), nl=as_json)
    if out is not None:
        from innosim.figures import way
        from innosim.figures.save import save

        files = [*write(story, out), *save(way.draw(story), way.describe(story), out / way.NAME)]
        click.echo(f"\n{len(files)} files: {out.resolve()}", err=as_json)
