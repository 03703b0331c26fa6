package dev.sluice.execution.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir
    Path folder;

    private final LocalFs files = LocalFs.withoutSync();
    private final SystemExec exec = new SystemExec();

    private Scratch scratch() {
        return Scratch.ofUser("some one", folder, files, new SystemIds(), exec);
    }

    private List<Path> found() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Path folderOf(ScratchFile file) {
        return Objects.requireNonNull(file.path().getParent());
    }

    @Test
    void theFolderComesWithTheFirstFileAndGoesWithTheLast() throws IOException {
        Scratch scratch = scratch();
        assertThat(found()).isEmpty();
        ScratchFile one = scratch.newFile();
        ScratchFile two = scratch.newFile();
        assertThat(one.append(bytes("abc"), 0, 3)).isZero();
        assertThat(one.append(bytes("xdefx"), 1, 3)).isEqualTo(3);
        assertThat(scratch.heldBytes()).isEqualTo(6);
        byte[] read = new byte[4];
        one.read(2, read, 4);
        assertThat(new String(read, UTF_8)).isEqualTo("cdef");
        assertThatThrownBy(() -> one.read(4, read, 4)).hasMessageContaining("2 bytes early");

        one.close();
        one.close();
        assertThat(Files.exists(two.path())).isTrue();
        assertThat(Files.exists(one.path())).isFalse();
        two.close();
        assertThat(scratch.heldBytes()).isZero();
        assertThat(found()).containsExactly(folder.resolve("sluice-some_one"));

        scratch.newFile().close();
        assertThat(found()).containsExactly(folder.resolve("sluice-some_one"));
    }

    @Test
    void x14_nobodyElseCanEnter() throws IOException {
        try (ScratchFile file = scratch().newFile()) {
            Path own = folderOf(file);
            for (Path closed : List.of(own, folder.resolve("sluice-some_one"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(closed)))
                        .isEqualTo("rwx------");
            }
        }
        Files.setPosixFilePermissions(folder.resolve("sluice-some_one"), PosixFilePermissions.fromString("rwxr-x---"));
        Scratch open = scratch();
        assertThatThrownBy(open::newFile)
                .isInstanceOfSatisfying(
                        SluiceException.class,
                        error -> assertThat(error.condition()).isEqualTo(ErrorCondition.IO_FAILED))
                .hasMessageContainingAll("sluice-some_one", "not closed to other users", "sluice.scratch.directory");
    }

    @Test
    void aLinkIsNoFolderOfThisUser() throws IOException {
        Path elsewhere = Files.createDirectory(
                folder.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(folder.resolve("sluice-some_one"), elsewhere);
        Scratch scratch = scratch();
        assertThatThrownBy(scratch::newFile).hasMessageContaining("not closed to other users");
    }

    @Test
    void leftoversOfTheDeadGoAndThoseOfTheLivingStay() throws IOException {
        Path base = Files.createDirectories(folder.resolve("base"));
        Path dead = Files.createDirectory(base.resolve("sluice-scratch-dead"));
        Files.write(dead.resolve("1.spill"), bytes("x"));
        Files.createFile(base.resolve("sluice-scratch-dead.lock"));
        Files.createFile(base.resolve("sluice-scratch-empty.lock"));
        Path foreign = Files.createDirectory(base.resolve("sluice-scratch-foreign"));
        Files.write(foreign.resolve("diary.txt"), bytes("x"));
        Files.createFile(base.resolve("sluice-scratch-foreign.lock"));
        Files.write(base.resolve("other.lock"), bytes("x"));
        Scratch living = Scratch.below(base, files, new SystemIds(), exec);
        try (ScratchFile file = living.newFile()) {
            file.append(bytes("abc"), 0, 3);

            Scratch next = Scratch.below(base, files, new SystemIds(), exec);
            next.removeLeftovers();

            assertThat(found())
                    .containsExactlyInAnyOrder(
                            base,
                            base.resolve("other.lock"),
                            foreign,
                            foreign.resolve("diary.txt"),
                            base.resolve("sluice-scratch-foreign.lock"),
                            file.path(),
                            folderOf(file),
                            base.resolve(folderOf(file).getFileName() + ".lock"));
            byte[] read = new byte[3];
            file.read(0, read, 3);
            assertThat(new String(read, UTF_8)).isEqualTo("abc");
        }
    }

    @Test
    void when_thereIsNoFolderYet_then_thereAreNoLeftovers() throws IOException {
        Scratch.below(folder.resolve("absent"), files, new SystemIds(), exec).removeLeftovers();
        assertThat(found()).isEmpty();
    }
}
