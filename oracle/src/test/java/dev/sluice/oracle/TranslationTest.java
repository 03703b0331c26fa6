package dev.sluice.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A program in the words of Spark. */
class TranslationTest {
    @Test
    void importsLeadToThePackagesOfSpark() {
        assertThat(Translation.toSpark("""
                        package some;

                        import static dev.sluice.functions.col;

                        import dev.sluice.Column;
                        import dev.sluice.Trigger;
                        import dev.sluice.cases.Cases;
                        import dev.sluice.types.StructType;
                        import java.util.List;
                        """))
                .contains(
                        "import static org.apache.spark.sql.functions.col;",
                        "import org.apache.spark.sql.Column;",
                        "import org.apache.spark.sql.streaming.Trigger;",
                        "import dev.sluice.cases.Cases;",
                        "import org.apache.spark.sql.types.StructType;",
                        "import java.util.List;")
                .doesNotContain("import dev.sluice.types");
    }

    @Test
    void otherNamesAreImportedOnce() {
        String spark = Translation.toSpark("""
                import dev.sluice.DataFrame;
                import dev.sluice.Row;
                import dev.sluice.Session;

                class Some {
                    DataFrame frame(Session session, GroupedData data) {
                        return session.emptyDataFrame();
                    }
                }
                """);
        assertThat(spark)
                .contains("Dataset<Row> frame(SparkSession session, RelationalGroupedDataset data)")
                .contains("import org.apache.spark.sql.Dataset;")
                .contains("import org.apache.spark.sql.SparkSession;")
                .containsOnlyOnce("import org.apache.spark.sql.Row;")
                .contains("emptyDataFrame()");
    }

    @Test
    void quotesAndCommentsStay() {
        String program = """
                // A DataFrame of a Session.
                /* A DataFrame. */
                String text = "a \\" DataFrame";
                char one = '"';
                String block = \"""
                        DataFrame "of" Session
                        \""";
                """;
        assertThat(Translation.toSpark(program)).isEqualTo(program);
    }

    @Test
    void whatSparkHasNoNameForIsRefused() {
        assertThatThrownBy(() -> Translation.toSpark("import dev.sluice.seam.Clock;\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.sluice.seam.Clock");
    }

    @Test
    void aProgramWithoutImportsIsLeftAlone() {
        assertThat(Translation.toSpark("class Some {}\n")).isEqualTo("class Some {}\n");
    }
}
