"""Publication rounds and comments on them: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import notice_comments, publication_rounds, watches
from services.dispatch.schemas import notice_comments as of_comments
from services.dispatch.schemas import publication_rounds as of_rounds
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class PublicationRounds:
    """Publication rounds and comments on them."""

    @command(of_rounds.OpenPublicationRound)
    def open_publication_round(self, call: Call) -> Any:
        return publication_rounds.open_publication_round(call.work, call.rulebook, call.actor, **call.args)

    @command(of_rounds.PublishPublicationRound, loads={"publication_rounds": "round_id"})
    def publish_publication_round(self, call: Call) -> Any:
        return publication_rounds.publish_publication_round(call.work, call.rulebook, **call.args)

    @command(of_rounds.TakeOutOfRound, loads={"publication_rounds": "round_id"})
    def take_out_of_round(self, call: Call) -> Any:
        return publication_rounds.take_out_of_round(call.work, call.actor, **call.args)

    @command(of_comments.CommentOnRound)
    def comment_on_round(self, call: Call) -> Any:
        return notice_comments.comment_on_round(call.work, call.rulebook, call.actor, **call.args)

    @command(of_comments.AnswerNoticeComment, loads={"notice_comments": "comment_id"})
    def answer_notice_comment(self, call: Call) -> Any:
        return notice_comments.answer_notice_comment(call.work, call.actor, **call.args)

    @every(3600, practice=False)
    def watch_rounds(self, tick: Tick) -> None:
        watches.watch_reporting(tick.work, tick.rulebook)
        publication_rounds.watch_publication_rounds(tick.work, tick.rulebook)

    @question(of_comments.GetNoticeComment)
    def notice_comment(self, call: Call) -> Any:
        return queries.notice_comment(call.work, call.actor, **call.args)

    @question(of_comments.ListNoticeComments)
    def notice_comments(self, call: Call) -> Any:
        return queries.notice_comments_page(call.work, call.actor, **call.args)

    @question(of_rounds.GetPublicationRound)
    def publication_round(self, call: Call) -> Any:
        return queries.publication_round(call.work, call.rulebook, call.actor, **call.args)

    @question(of_rounds.ListPublicationRounds)
    def publication_rounds(self, call: Call) -> Any:
        return queries.publication_rounds(call.work, call.rulebook, call.actor, **call.args)
