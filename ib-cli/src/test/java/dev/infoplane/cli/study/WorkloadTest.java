package dev.infoplane.cli.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.infoplane.storage.Identity;
import dev.infoplane.study.task.StudyTask;
import dev.infoplane.study.task.TaskGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final StudyTask FIRST = task("first", 100);
    private static final StudyTask SECOND = task("second", 300).input("first", FIRST);

    private long now;

    private static StudyTask task(String kind, double cost) {
        return StudyTask.of(Identity.of(kind, 1)).cost(cost);
    }

    private Workload workload(int workers, StudyTask... tasks) {
        return new Workload(TaskGraph.of(List.of(tasks)), workers, () -> now);
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void tasksThatWaitForEachOtherTakeTheirSumHoweverManyWorkersThereAre() {
        Workload workload = workload(8, FIRST, SECOND);
        workload.start(FIRST);
        pass(100);
        workload.end(FIRST);
        assertThat(workload.share()).isEqualTo(0.25);
        assertThat(workload.secondsLeft()).hasValue(300);
    }

    @Test
    void tasksThatDoNotWaitAreSharedByTheWorkers() {
        List<StudyTask> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(task("task " + i, 10));
        }
        Workload workload = workload(2, all.toArray(StudyTask[]::new));
        all.subList(0, 2).forEach(workload::start);
        pass(10);
        all.subList(0, 2).forEach(workload::end);
        assertThat(workload.secondsLeft()).hasValue(40);
    }

    /** On a machine that is half as quick as the estimates. */
    @Test
    void theTimeLeftFollowsTheTimeThatTasksHaveTaken() {
        Workload workload = workload(1, FIRST, SECOND);
        workload.start(FIRST);
        pass(100);
        workload.reach(FIRST, 0.5);
        assertThat(workload.secondsLeft().orElseThrow()).isEqualTo(2 * (50 + 300), offset(1e-9));
        workload.start(SECOND); // does not say how far it is
        pass(1000);
        workload.end(FIRST);
        assertThat(workload.secondsLeft().orElseThrow()).isEqualTo(11.0 * 300, offset(1e-9));
    }

    @Test
    void noTimeLeftIsGivenBeforeATwentiethOfThisRunIsDone() {
        Workload workload = workload(1, FIRST, SECOND);
        workload.reuse(FIRST);
        workload.start(SECOND);
        pass(20);
        assertThat(workload.share()).isEqualTo(0.25);
        workload.reach(SECOND, 0.049);
        assertThat(workload.secondsLeft()).isEmpty();
        workload.reach(SECOND, 0.05);
        assertThat(workload.secondsLeft().orElseThrow()).isEqualTo(20 * 19.0, offset(1e-6));
    }

    /** Half of a task was done by a process that was killed; what is done again of it takes its share no further. */
    @Test
    void aResumedTaskBeginsWhereItWasAndItsTimeIsThatOfTheRest() {
        Workload workload = workload(1, FIRST, SECOND);
        workload.reuse(FIRST);
        workload.resume(SECOND, 0.5);
        assertThat(workload.share()).isEqualTo((100 + 150) / 400.0);
        workload.start(SECOND);
        pass(20);
        workload.reach(SECOND, 0.4);
        assertThat(workload.share()).isEqualTo((100 + 150) / 400.0);
        assertThat(workload.secondsLeft()).isEmpty();
        pass(100);
        workload.reach(SECOND, 0.9);
        assertThat(workload.secondsLeft().orElseThrow()).isEqualTo(30, offset(1e-9));
        assertThat(workload.unfinished()).containsOnly(Map.entry(SECOND.id(), 0.9));
        workload.end(SECOND);
        assertThat(workload.share()).isEqualTo(1);
        assertThat(workload.unfinished()).isEmpty();
    }

    @Test
    void sharesOfSomeTasksAreTheirs() {
        Workload workload = workload(1, FIRST, SECOND);
        workload.start(FIRST);
        workload.reach(FIRST, 0.3);
        workload.reach(FIRST, 0.2);
        assertThat(workload.share(FIRST::equals)).isEqualTo(0.3);
        assertThat(workload.share(SECOND::equals)).isZero();
        assertThat(workload.share(task -> false)).isEqualTo(1);
    }
}
