package dev.sluice.builtin.datetime;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Time zones by the names that Spark knows: those of Java, the short ones, and offsets of one digit. */
final class ZoneNames {
    private ZoneNames() {}

    static ZoneId parse(String name) {
        String padded = name.replaceFirst("([+-])(\\d):", "$10$2:").replaceFirst("([+-]\\d\\d):(\\d)$", "$1:0$2");
        try {
            return ZoneId.of(padded, ZoneId.SHORT_IDS);
        } catch (DateTimeException refused) {
            throw SluiceException.of(ErrorCondition.INVALID_TIMEZONE, "The timezone: " + name + " is invalid.")
                    .expected("a region such as Europe/Berlin or an offset such as +01:00")
                    .mend("correct the name of the zone")
                    .cause(refused)
                    .build();
        }
    }
}
