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
        assertThat(render(1, 3, false)).endsWith("only showing top 1 row").contains("| abc|");
    }

    @Test
    void alignsToTheLeftOtherwiseAndUpright() {
        builder.endRow();
        assertThat(render(20, 0, false)).isEqualTo("+----+----+\n|id  |text|\n+----+----+\n|NULL|NULL|\n+----+----+\n");
        assertThat(render(20, 0, true)).isEqualTo("-RECORD 0----\n id   | NULL \n text | NULL \n");
    }

    @Test
    void aTableWithoutRowsHasItsHeading() {
        assertThat(render(20, 20, false)).isEqualTo("+---+----+\n| id|text|\n+---+----+\n+---+----+\n");
        assertThat(render(20, 20, true)).isEqualTo("(0 rows)");
    }

    @Test
    void aTableWithoutColumnsHasALineForEachRow() {
        BatchBuilder none = new BatchBuilder(new StructType());
        none.rowCount(2);
        assertThat(TableText.render(
                        none.schema(), BatchSequence.of(List.of(none.build())), 20, 20, false, ZoneOffset.UTC))
                .isEqualTo("++\n||\n++\n||\n||\n++\n");
    }

    @Test
    void whatIsLeftOutIsCounted() {
        row(1, "a");
        row(2, "b");
        assertThat(render(0, 20, false))
                .isEqualTo("+---+----+\n| id|text|\n+---+----+\n+---+----+\nonly showing top 0 rows");
        assertThat(render(1, 20, true)).isEqualTo("-RECORD 0---\n id   | 1   \n text | a   \nonly showing top 1 row");
        assertThat(render(2, -1, false)).endsWith("|2  |b   |\n+---+----+\n");
    }

    @Test
    void controlCharactersAreShown() {
        row(1, "a\tb\nc");
        assertThat(render(20, 6, false)).contains("|a\\t...|").doesNotContain("\t");
        assertThat(render(20, 0, false)).contains("|a\\tb\\nc|");
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
