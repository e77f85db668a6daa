"""/api/trainings: training sessions."""

from __future__ import annotations

from gateway.resource import Resource
from services.training import schemas as S

HOLDS = ("city_officer", "county_officer", "dispatching_manager", "trainer")

trainings = Resource("trainings", service="training", may=("anyone",), zh="业务培训", en="Training sessions")

trainings.command("POST", "/", "plan_training", takes=S.PlanTraining, gives=S.Training, status=201, may=HOLDS,
                  zh="安排培训", en="Plan a session")  # fmt: skip
trainings.command("PUT", "/<training_id>", "change_training", takes=S.ChangeTraining, gives=S.Training, may=HOLDS,
                  zh="更改培训", en="Change a session")  # fmt: skip
trainings.command("POST", "/<training_id>/publication", "publish_training", takes=S.TrainingId, gives=S.Training,
                  may=HOLDS, zh="发布培训", en="Publish a session; it gets its code")  # fmt: skip
trainings.command("POST", "/<training_id>/enrolments", "enrol", takes=S.TrainingId, gives=S.Enrolment, status=201,
                  zh="报名", en="Enrol")  # fmt: skip
trainings.command("POST", "/<training_id>/attendances", "record_attendances", takes=S.RecordAttendances,
                  gives=S.Recorded, may=HOLDS, zh="报送出勤名单", en="Record the list of who came")  # fmt: skip
trainings.command("POST", "/<training_id>/holding", "hold_training", takes=S.TrainingId, gives=S.Training, may=HOLDS,
                  zh="办结培训", en="The session has been held")  # fmt: skip
trainings.command("POST", "/<training_id>/cancellation", "cancel_training", takes=S.CancelTraining, gives=S.Training,
                  may=HOLDS, zh="取消培训", en="Cancel a session")  # fmt: skip
trainings.question("GET", "/<training_id>", "training", takes=S.TrainingId, gives=S.Training,
                   zh="培训详情", en="One session")  # fmt: skip
trainings.listing("GET", "/<training_id>/roll", "training_roll", takes=S.ListRoll, gives=S.RollLine, may=HOLDS,
                  zh="签到册", en="The roll of a session")  # fmt: skip
trainings.listing("GET", "/", "trainings", takes=S.ListTrainings, gives=S.Training, zh="培训列表", en="Sessions")
