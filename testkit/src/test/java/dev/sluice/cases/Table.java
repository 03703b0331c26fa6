package dev.sluice.cases;

import dev.sluice.DataFrame;
import dev.sluice.Row;
import dev.sluice.Session;
import dev.sluice.types.StructType;
import java.util.List;

/** A few rows. */
record Table(String schema, List<Row> rows) {
    Table {
        rows = List.copyOf(rows);
    }

    DataFrame frame(Session session) {
        return frame(session, rows);
    }

    /** Some of the rows. */
    DataFrame frame(Session session, List<Row> some) {
        return session.createDataFrame(some, StructType.fromDDL(schema));
    }
}
