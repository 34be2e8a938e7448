"""Reports: what a worker says."""

from safelamp.loop.reports.models.asides import SetAside, Why
from safelamp.loop.reports.models.choices import (
    DANGER_NOW_CLOCK,
    ORDINARY_CLOCK,
    RESTRICTED_HAZARDS,
    RESTRICTED_KINDS,
    SERIOUS_CLOCK,
    SERIOUS_HARM,
    Harm,
    Kind,
    Lane,
    PlaceKind,
    clock_of,
    lane_of,
)
from safelamp.loop.reports.models.dialogues import Dialogue, DialoguePart, SmsMonth
from safelamp.loop.reports.models.renderings import Direction, Rendering, RenderingState
from safelamp.loop.reports.models.report import Report
from safelamp.loop.reports.models.thread import Message, Sender
from safelamp.loop.reports.models.times import AnswerTime, Stage
from safelamp.loop.reports.models.voices import VoiceNote

__all__ = [
    "DANGER_NOW_CLOCK",
    "ORDINARY_CLOCK",
    "RESTRICTED_HAZARDS",
    "RESTRICTED_KINDS",
    "SERIOUS_CLOCK",
    "SERIOUS_HARM",
    "AnswerTime",
    "Dialogue",
    "DialoguePart",
    "Direction",
    "Harm",
    "Kind",
    "Lane",
    "Message",
    "PlaceKind",
    "Rendering",
    "RenderingState",
    "Report",
    "Sender",
    "SetAside",
    "SmsMonth",
    "Stage",
    "VoiceNote",
    "Why",
    "clock_of",
    "lane_of",
]
