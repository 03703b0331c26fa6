package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.OutputMode;
import dev.sluice.Session;
import dev.sluice.StreamingQuery;
import dev.sluice.Trigger;
import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that cannot do, or do not permit, what a checkpoint needs (fault model, sections 3 and 5). */
class FileSystemFaultsTest {
    @TempDir
    Path folder;

    /** Stands in for an operation, or returns false to let it happen. */
    @FunctionalInterface
    private interface Fault {
        boolean replaces(String operation, Object[] arguments) throws IOException;
    }

    private static CheckpointFs with(Fault fault) {
        CheckpointFs files = LocalFs.strict();
        return (CheckpointFs) Proxy.newProxyInstance(
                FileSystemFaultsTest.class.getClassLoader(),
                new Class<?>[] {CheckpointFs.class},
                (proxy, method, arguments) -> {
                    if (fault.replaces(method.getName(), arguments)) {
                        return null;
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException failed) {
                        throw Objects.requireNonNull(failed.getCause(), "cause");
                    }
                });
    }

    private void run(CheckpointFs files) throws IOException {
        Path input = folder.resolve("input");
        Files.createDirectories(input);
        if (Files.notExists(input.resolve("a.csv"))) {
            Files.writeString(input.resolve("a.csv"), "a\nb\na\n");
        }
        try (Session session = Session.builder()
                .seams(new SystemClock(), files, new SystemExec(), new SystemIds())
                .getOrCreate()) {
            StreamingQuery query = session.readStream()
                    .format("csv")
                    .schema("key STRING")
                    .load(input.toString())
                    .dropDuplicates("key")
                    .writeStream()
                    .format("csv")
                    .outputMode(OutputMode.Append())
                    .trigger(Trigger.AvailableNow())
                    .option("checkpointLocation", folder.resolve("checkpoint").toString())
                    .start(folder.resolve("output").toString());
            query.awaitTermination();
        }
    }

    @Test
    void D9_D3_aFileSystemWhoseLinksReplaceIsRefused() {
        assertThatThrownBy(() -> run(with((operation, arguments) -> {
                    if (!operation.equals("link")) {
                        return false;
                    }
                    Files.copy((Path) arguments[0], (Path) arguments[1], StandardCopyOption.REPLACE_EXISTING);
                    return true;
                })))
                .hasMessageContaining("CHECKPOINT_FS_UNSUPPORTED")
                .hasMessageContaining("refuse to link to a name that is taken");
        assertThat(folder.resolve("checkpoint/offsets")).doesNotExist();
    }

    @Test
    void D9_aFileSystemWithoutRenamesIsRefused() {
        assertThatThrownBy(() -> run(with((operation, arguments) -> {
                    if (operation.equals("rename")) {
                        throw new UnsupportedOperationException("no renames here");
                    }
                    return false;
                })))
                .hasMessageContaining("CHECKPOINT_FS_UNSUPPORTED")
                .hasMessageContaining("no renames here");
    }

    @Test
    void D9_aFileSystemWithoutLocksIsRefusedAndOneThatForbidsThemSaysSo() {
        assertThatThrownBy(() -> run(whereLockingFails("No locks available")))
                .hasMessageContainingAll("CHECKPOINT_FS_UNSUPPORTED", "lock a file", "No locks available");
        assertThatThrownBy(() -> run(whereLockingFails("Read-only file system")))
                .hasMessageContainingAll("CHECKPOINT_NOT_WRITABLE", ".lock", "Read-only file system");
    }

    private static CheckpointFs whereLockingFails(String reason) {
        return with((operation, arguments) -> {
            if (operation.equals("lock")) {
                throw new IOException(reason);
            }
            return false;
        });
    }

    @Test
    void J3_E4_aLogThatMayNotBeListedIsNeverAnEmptyOne() throws IOException {
        run(LocalFs.strict());
        for (String log : List.of("offsets", "commits", "sources/0", "state/0")) {
            assertThatThrownBy(() -> run(with((operation, arguments) -> {
                        if (operation.equals("list") && arguments[0].toString().endsWith("checkpoint/" + log)) {
                            throw new AccessDeniedException(arguments[0].toString());
                        }
                        return false;
                    })))
                    .as(log)
                    .hasMessageContaining("checkpoint/" + log);
        }
        run(LocalFs.strict());
        assertThat(folder.resolve("checkpoint/commits/1")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void E6_aLinkThatReportsFailureButTookEffectIsASuccess(boolean saysTaken) throws IOException {
        AtomicInteger links = new AtomicInteger();
        run(with((operation, arguments) -> {
            boolean publishes =
                    operation.equals("link") && arguments[1].toString().contains("/checkpoint/");
            if (!publishes || arguments[1].toString().contains("probe")) {
                return false;
            }
            links.incrementAndGet();
            Files.createLink((Path) arguments[1], (Path) arguments[0]);
            String name = arguments[1].toString();
            throw saysTaken
                    ? new FileAlreadyExistsException(name)
                    : new FileSystemException(name, null, "Input/output error");
        }));
        assertThat(links).hasPositiveValue();
        assertThat(folder.resolve("checkpoint/commits/0")).exists();
        run(LocalFs.strict());
        assertThat(folder.resolve("checkpoint/commits/1")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "sources/0/0", "offsets/0", "commits/0", "_spark_metadata/0", ".csv"})
    void E6_aLinkThatReportsSuccessAndDidNothingIsAFailure(String ending) throws IOException {
        CheckpointFs untrue = with((operation, arguments) ->
                operation.equals("link") && arguments[1].toString().endsWith(ending));
        assertThatThrownBy(() -> run(untrue)).hasMessageContaining(ending);
        run(LocalFs.strict());
        assertThat(folder.resolve("checkpoint/commits/0")).exists();
        assertThat(folder.resolve("checkpoint/commits/1")).doesNotExist();
    }

    private static CheckpointFs whereReadsFail(String ending) {
        return with((operation, arguments) -> {
            boolean reads = operation.equals("read") || operation.equals("open");
            if (reads && arguments[0].toString().endsWith(ending)) {
                throw new FileSystemException(arguments[0].toString(), null, "Input/output error");
            }
            return false;
        });
    }

    @Test
    void E3_aReadThatFailsAgainAndAgainIsAnErrorWithItsFileAndTheNextStartGoesOn() throws IOException {
        run(LocalFs.strict());
        Files.writeString(folder.resolve("input/b.csv"), "a\nc\n");
        for (String file : List.of("metadata", "offsets/0", "commits/0", "sources/0/0", "input/b.csv")) {
            assertThatThrownBy(() -> run(whereReadsFail(file))).as(file).hasMessageContaining(file);
        }
        run(LocalFs.strict());
        assertThat(folder.resolve("checkpoint/commits/1")).exists();
    }
}
