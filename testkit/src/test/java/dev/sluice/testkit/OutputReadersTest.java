package dev.sluice.testkit;

import static dev.sluice.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads the output of a query sees what it has committed, whatever else lies there. */
class OutputReadersTest {
    @TempDir
    Path folder;

    private DistinctQuery query;

    @BeforeEach
    void open() throws IOException {
        query = new DistinctQuery(folder);
    }

    @AfterEach
    void close() {
        query.close();
    }

    /** However an output is come to, only that of it is read which its manifest lists. */
    @ParameterizedTest
    @CsvSource({
        "only/output,false",
        "only/outp*,false",
        "only/output/*.csv,false",
        "only,true",
        "link,false",
        "lin*,false",
        "link/part*,false",
        "[l]ink,true"
    })
    void SK2_readersFollowTheManifestOfAnyFolder(String path, boolean isRecursive) throws IOException {
        query.addInput().addInput();
        Path output = Files.createDirectory(folder.resolve("only")).resolve("output");
        Files.createSymbolicLink(folder.resolve("link"), output);
        query.start(query.checkpoint(), output).awaitTermination();
        Files.writeString(output.resolve("part-00000.q-of-an-attempt.csv"), "of an attempt\n");
        assertThat(read(path, isRecursive)).containsExactlyInAnyOrder(DistinctQuery.expected(2));
    }

    /** As much of it is read as is asked for. */
    @ParameterizedTest
    @CsvSource({
        "output,3",
        "output/name=*,3",
        "output/name=*/*.csv,3",
        "output/name=k*/part*,2",
        "output/name=k1,1",
        "link/name=k1,1",
        "link/name=k1/*,1",
        "lin*,3",
        "output/name=of-an-attempt,0"
    })
    void SK2_readersFollowTheManifestAboveFoldersOfColumns(String path, int expected) throws IOException {
        query.addInput().addInput();
        Files.createSymbolicLink(folder.resolve("link"), query.output());
        query.keys()
                .withColumn("name", col("key"))
                .writeStream()
                .format("csv")
                .partitionBy("name")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", query.checkpoint().toString())
                .start(query.output().toString())
                .awaitTermination();
        for (String name : List.of("name=k1", "name=of-an-attempt")) {
            Files.writeString(
                    Files.createDirectories(query.output().resolve(name)).resolve("part-00000.q-of-an-attempt.csv"),
                    "of an attempt\n");
        }
        assertThat(read(path, false)).hasSize(expected).doesNotContain("of an attempt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"moved/*.csv", "move*"})
    void SK2_theManifestOfAnotherFolderHidesNoFiles(String path) throws IOException {
        query.addInput().run();
        Files.move(query.output(), folder.resolve("moved"));
        assertThatThrownBy(() -> read(path, false))
                .hasMessageContaining("FILE_NOT_EXIST")
                .hasMessageContaining("copied or moved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "output/*.csv", "outp*", "output/part=*"})
    void FS13_filesOfAnOutputAreNotCleanedUp(String path) throws IOException {
        query.addInput().run();
        Files.createDirectory(query.output().resolve("part=1"));
        assertThatThrownBy(() -> query.session
                        .readStream()
                        .format("csv")
                        .schema("key STRING")
                        .option("cleanSource", "delete")
                        .load(folder + "/" + path)
                        .writeStream()
                        .format("noop")
                        .trigger(Trigger.AvailableNow())
                        .option("checkpointLocation", folder.resolve("other").toString())
                        .start()
                        .awaitTermination())
                .hasMessageContaining("cleanSource, and the manifest of a query");
    }

    private List<String> read(String path, boolean isRecursive) {
        return query
                .session
                .read()
                .format("csv")
                .schema("key STRING")
                .option("recursiveFileLookup", isRecursive)
                .load(folder + "/" + path)
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
