package dev.sluice.connector.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.columnar.BatchBuilder;
import dev.sluice.columnar.BatchSequence;
import dev.sluice.columnar.BytesBuilder;
import dev.sluice.columnar.IntBuilder;
import dev.sluice.types.StructType;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {
    private final BatchBuilder builder = new BatchBuilder(StructType.fromDDL("id INT, text STRING"));

    @Test
    void alignsToTheRightWhenItTruncates() {
        row(1, "abcdefghijklmnopqrstuvwxyz");
        row(2, "宽");
        assertThat(render(20, 20, false))
                .isEqualTo("+---+--------------------+\n| id|                text|\n+---+--------------------+\n"
                        + "|  1|abcdefghijklmnopq...|\n|  2|                  宽|\n+---+--------------------+\n");
        assertThat(render(1, 3, false)).endsWith("only showing top 1 row\n").contains("| abc|");
    }

    @Test
    void alignsToTheLeftOtherwiseAndUpright() {
        builder.endRow();
        assertThat(render(20, 0, false)).isEqualTo("+----+----+\n|id  |text|\n+----+----+\n|NULL|NULL|\n+----+----+\n");
        assertThat(render(20, 0, true)).isEqualTo("-RECORD 0----\n id   | NULL \n text | NULL \n");
    }

    private void row(int id, String text) {
        ((IntBuilder) builder.column(0)).set(builder.rowCount(), id);
        ((BytesBuilder) builder.column(1)).set(builder.rowCount(), text);
        builder.endRow();
    }

    private String render(int numRows, int truncate, boolean vertical) {
        return TableText.render(
                builder.schema(),
                BatchSequence.of(List.of(builder.build())),
                numRows,
                truncate,
                vertical,
                ZoneOffset.UTC);
    }
}
