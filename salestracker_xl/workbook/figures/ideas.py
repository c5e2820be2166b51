"""The playbook on Calc, from where a sheet shows the ideas for one metric."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.gaps import Gaps
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.playbook import load_playbook

IDEAS_SHOWN = max(len(ideas) for ideas in load_playbook().ideas.values())
PRACTICE = Text("practice, no study", "pratique, sans étude")


@dataclass(frozen=True, slots=True)
class Ideas:
    """A row for each idea, those of one metric together; `source` says where there is no study."""

    metric: Range
    action: Range
    reason: Range
    source: Range


def write_ideas(calc: Calc, gaps: Gaps) -> Ideas:
    """Write every idea of the playbook."""
    playbook, say = load_playbook(), calc.sheet.book.say
    calc.heading(Text("Playbook", "Recueil d'idées"))
    labels = (
        Text("Metric", "Métrique"),
        Text("Idea", "Idée"),
        Text("Why it should work", "Pourquoi cela devrait marcher"),
        Text("Study behind it", "Étude à l'appui"),
    )
    calc.header(labels)
    rows = [(gap.label, idea) for gap in gaps.rows for idea in playbook.ideas[gap.key]]
    ideas = Ideas(
        metric=calc.column(0, [label for label, _ in rows]),
        action=calc.column(1, [idea.action for _, idea in rows]),
        reason=calc.column(2, [idea.reason for _, idea in rows]),
        source=calc.column(3, [playbook.cited(idea) or say(PRACTICE) for _, idea in rows]),
    )
    calc.row += len(rows)
    return ideas
