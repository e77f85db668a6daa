"""/api/problems: problems that go up to the city."""

from __future__ import annotations

from gateway.resource import Resource
from services.records import schemas as S

TELLS = ("commissioner", "dispatching_manager", "liaison", "host_manager", "county_officer")

problems = Resource("problems", service="records", may=(*TELLS, "city_officer"), zh="存在问题", en="Problems")

problems.command("POST", "/", "report_problem", takes=S.ReportProblem, gives=S.ProblemReport, status=201, may=TELLS,
                 zh="反映问题", en="Report a problem")  # fmt: skip
problems.command("PUT", "/<problem_id>", "tell_problem_again", takes=S.TellProblemAgain, gives=S.ProblemReport,
                 may=TELLS, zh="退回后重新反映", en="Report a returned problem again")  # fmt: skip
problems.command("POST", "/<problem_id>/answer", "answer_problem", takes=S.AnswerProblem, gives=S.ProblemReport,
                 may=("city_officer",), zh="答复问题", en="Answer a problem")  # fmt: skip
problems.command("POST", "/<problem_id>/return", "return_problem", takes=S.ReturnProblem, gives=S.ProblemReport,
                 may=("city_officer",), zh="退回问题", en="Return a problem")  # fmt: skip
problems.question("GET", "/<problem_id>", "problem", takes=S.ProblemId, gives=S.ProblemReport,
                  zh="问题详情", en="One problem")  # fmt: skip
problems.listing("GET", "/", "problems", takes=S.ListProblems, gives=S.ProblemReport, zh="问题列表", en="Problems")
