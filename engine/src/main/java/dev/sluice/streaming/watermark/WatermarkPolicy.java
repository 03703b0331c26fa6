package dev.sluice.streaming.watermark;

import java.util.Locale;

/** How several watermarks of one query become one. */
public enum WatermarkPolicy {
    /** The slowest input decides, so that none of its rows is late for the others. */
    MIN,
    /** The fastest input decides. */
    MAX;

    /** Under which key the checkpoint records it. */
    public static final String KEY = "spark.sql.streaming.multipleWatermarkPolicy";

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if it is neither {@code min} nor {@code max} */
    public static WatermarkPolicy parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
