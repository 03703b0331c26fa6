package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups by the names of their files. */
class GroupsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeSources() throws Exception {
        for (String name : List.of("EventTimeCases", "CastCases", "Cases", "CaseRunner", "RecordedAnswersTest")) {
            Files.writeString(folder.resolve(name + ".java"), "");
        }
    }

    @Test
    void allAreThoseThatEndInCases() throws Exception {
        assertThat(Groups.in(folder, List.of()))
                .containsExactly("dev.sluice.cases.CastCases", "dev.sluice.cases.EventTimeCases");
    }

    @Test
    void aGroupIsNamedInSmallLettersWithDashes() throws Exception {
        assertThat(Groups.in(folder, List.of("event-time"))).containsExactly("dev.sluice.cases.EventTimeCases");
    }

    @Test
    void caseNamesMayHaveDashes() throws Exception {
        assertThat(Groups.in(folder, List.of("cast/01-int", "cast/02-text", "other/01")))
                .containsExactly("dev.sluice.cases.CastCases#01-int", "dev.sluice.cases.CastCases#02-text");
    }

    @Test
    void theWholeGroupHoldsItsCases() throws Exception {
        assertThat(Groups.in(folder, List.of("cast", "cast/01-int"))).containsExactly("dev.sluice.cases.CastCases");
    }

    @Test
    void aFolderThatIsNotThereHasNone() throws Exception {
        assertThat(Groups.in(folder.resolve("none"), List.of())).isEmpty();
    }
}
