package dev.sluice.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Streams with state give the recorded answers also when they are stopped between any two batches and go on with another
 * number of state partitions.
 */
class PartitionChangesTest {
    private static final Recorded RECORDED = new Recorded(Path.of("..").resolve("spark-answers"));
    private static final List<Class<?>> GROUPS = List.of(
            DeduplicationCases.class,
            SessionWindowCases.class,
            SessionCases.class,
            ChainedCases.class,
            AggregateStreamCases.class,
            StreamStaticJoinCases.class,
            JoinCases.class,
            ChainedOperatorsCases.class,
            StreamJoinCases.class,
            LimitCases.class,
            MatrixCases.class,
            BadInputCases.class);

    /** Of cases that run beside each other, each has one of its own. */
    private static CaseRunners runners;

    @BeforeAll
    static void open() {
        runners = new CaseRunners();
    }

    @AfterAll
    static void close() throws Exception {
        runners.close();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @TestFactory
    Stream<DynamicContainer> answersDoNotDependOnPartitions() {
        return GROUPS.stream().map(group -> {
            String folder = Cases.folderOf(group);
            return DynamicContainer.dynamicContainer(
                    folder,
                    streams(group)
                            .map(one -> DynamicTest.dynamicTest(
                                    one.name(), () -> judge(folder, one.restartingWith(1, 2, 7)))));
        });
    }

    private static Stream<StreamCase> streams(Class<?> group) {
        try {
            return CaseRunner.cases(group).stream()
                    .filter(StreamCase.class::isInstance)
                    .map(StreamCase.class::cast);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void judge(String folder, StreamCase one) throws Exception {
        Optional<String> wrong = RECORDED.judge(folder, one.name(), runners.ask(one));
        assertThat(wrong).isEmpty();
    }
}
