package dev.infoplane.study.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.infoplane.storage.Identity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
    private final StudyTask first = task("first").cost(1);
    private final StudyTask quick = task("quick").input("in", first).cost(2);
    private final StudyTask slow = task("slow").input("in", first).cost(10);
    private final StudyTask last =
            task("last").input("a", quick).input("b", slow).cost(5);

    private static StudyTask task(String name) {
        return StudyTask.of(Identity.of("a kind", 1).with("name", name)).label(name);
    }

    @Test
    void tasksComeAfterTheirInputs() {
        List<StudyTask> order = TaskGraph.of(List.of(last, slow, quick, first)).inOrder();

        assertThat(order).containsExactly(first, slow, quick, last);
    }

    @Test
    void equalTasksAreOne() {
        assertThat(TaskGraph.of(List.of(first, task("first"), slow, slow)).size())
                .isEqualTo(2);
    }

    @Test
    void aTaskThatReadsOneInputTwiceWaitsForItOnce() {
        StudyTask twice = task("twice").input("a", first).input("b", first);

        TaskGraph graph = TaskGraph.of(List.of(twice, first));

        assertThat(graph.inOrder()).containsExactly(first, twice);
        assertThat(graph.dependents(first)).containsExactly(twice);
    }

    @Test
    void theRemainingCostIsThatOfTheLongestChain() {
        TaskGraph graph = TaskGraph.of(List.of(first, quick, slow, last));

        assertThat(graph.remainingCost(last)).isEqualTo(5);
        assertThat(graph.remainingCost(quick)).isEqualTo(7);
        assertThat(graph.remainingCost(first)).isEqualTo(16);
    }

    @Test
    void aMissingInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskGraph.of(List.of(first, last)))
                .withMessageContaining("'a'")
                .withMessageContaining("last");
    }

    @Test
    void longChainsAreNoProblem() {
        List<StudyTask> chain = new ArrayList<>(List.of(first));
        for (int i = 0; i < 10_000; i++) {
            chain.add(task("link " + i).input("before", chain.get(i)));
        }

        TaskGraph graph = TaskGraph.of(chain);

        assertThat(graph.remainingCost(first)).isEqualTo(10_001);
    }

    @Test
    void kindsKnowTheTasksTheyCanDo() {
        TaskKind kind = new TaskKind() {
            @Override
            public String id() {
                return "a kind";
            }

            @Override
            public void run(TaskContext context) {
                // nothing to do
            }
        };

        assertThat(TaskKinds.of(List.of(kind)).of(first)).isSameAs(kind);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TaskKinds.of(List.of(kind, kind)))
                .withMessageContaining("a kind");
    }
}
