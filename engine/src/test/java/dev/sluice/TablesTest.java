package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {
    @TempDir
    Path folder;

    private final Session session = Session.builder().create();
    private final DataFrame rows =
            session.createDataFrame(List.of(Row.of("a", 1), Row.of("b", null)), "k STRING, n INT");

    @BeforeEach
    void inAFolderOfItsOwn() {
        session.conf()
                .set("spark.sql.warehouse.dir", folder.resolve("warehouse").toString());
    }

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void aTableIsReadAsItWasWritten() {
        rows.write().format("csv").option("header", true).option("sep", ";").saveAsTable("readings");
        assertThat(folder.resolve("warehouse/readings/_table")).exists();
        assertThat(session.table("Readings").select("readings.k", "n").collectAsList())
                .containsExactly(Row.of("a", 1), Row.of("b", null));
        assertThat(session.read().table("default.readings").count()).isEqualTo(2);
        assertThat(session.catalog().tableExists("readings")).isTrue();
        assertThat(session.catalog().tableExists("others")).isFalse();
        rows.write().mode("append").saveAsTable("readings");
        rows.write().mode("ignore").saveAsTable("readings");
        assertThat(session.table("readings").count()).isEqualTo(4);
    }

    @Test
    void aTableTakesWhatFitsAlone() {
        rows.write().format("json").saveAsTable("t");
        assertThatThrownBy(() -> rows.write().format("json").saveAsTable("T"))
                .hasMessageContaining("[TABLE_OR_VIEW_ALREADY_EXISTS]");
        assertThatThrownBy(() -> rows.select("n", "k").write().mode("append").saveAsTable("t"))
                .hasMessageContaining("[INCOMPATIBLE_DATA_FOR_TABLE]");
        assertThatThrownBy(() -> rows.write().mode("append").format("csv").saveAsTable("t"))
                .hasMessageContaining("[INCOMPATIBLE_DATA_FOR_TABLE]");
        assertThatThrownBy(() -> rows.write().format("json").saveAsTable("../t"))
                .hasMessageContaining("[PARSE_SYNTAX_ERROR]");
        assertThatThrownBy(() -> rows.write().format("json").saveAsTable("a/b"))
                .hasMessageContaining("letters, digits and underscores");
        assertThatThrownBy(() -> rows.write().saveAsTable("without_format")).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> session.table("no_table")).hasMessageContaining("[TABLE_OR_VIEW_NOT_FOUND]");
        assertThatThrownBy(() -> session.readStream().table("no_table"))
                .hasMessageContaining("[TABLE_OR_VIEW_NOT_FOUND]");
    }

    @Test
    void streamsWriteAndFollowTables() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("1.json"), "{\"k\":\"x\",\"n\":1}\n");
        DataFrame stream = session.readStream().schema("k STRING, n INT").json(input.toString());
        StreamingQuery first = stream.writeStream()
                .format("json")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("c1").toString())
                .toTable("copies");
        first.awaitTermination();
        StreamingQuery second = session.readStream()
                .table("copies")
                .writeStream()
                .format("csv")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", folder.resolve("c2").toString())
                .toTable("copies_of_copies");
        second.awaitTermination();
        assertThat(session.table("copies").collectAsList()).containsExactly(Row.of("x", 1));
        assertThat(session.table("copies_of_copies").collectAsList()).containsExactly(Row.of("x", 1));
    }
}
