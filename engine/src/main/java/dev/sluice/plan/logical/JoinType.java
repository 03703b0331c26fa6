package dev.sluice.plan.logical;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which rows of two tables a join gives. */
public enum JoinType {
    /** Each pair for which the condition is true. */
    INNER("Inner", "inner"),
    /** Each pair; with a condition the same as {@link #INNER}. */
    CROSS("Cross", "cross"),
    /** As inner, and each row of the left side that has no partner, beside nulls. */
    LEFT_OUTER("LeftOuter", "left,leftouter"),
    /** As inner, and each row of the right side that has no partner, beside nulls. */
    RIGHT_OUTER("RightOuter", "right,rightouter"),
    /** As inner, and each row of either side that has no partner, beside nulls. */
    FULL_OUTER("FullOuter", "full,outer,fullouter"),
    /** Each row of the left side that has a partner, once and alone. */
    LEFT_SEMI("LeftSemi", "semi,leftsemi"),
    /** Each row of the left side that has no partner, alone. */
    LEFT_ANTI("LeftAnti", "anti,leftanti");

    private final String text;

    /** With commas between them. */
    private final String names;

    JoinType(String text, String names) {
        this.text = text;
        this.names = names;
    }

    /** The type of this name, with or without underscores, in any case. */
    public static JoinType named(String name) {
        String plain = name.replace("_", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> List.of(type.names.split(",")).contains(plain))
                .findFirst()
                .orElseThrow(() -> SluiceException.analysis(
                                ErrorCondition.UNSUPPORTED_JOIN_TYPE, "there is no join type \"" + name + "\"")
                        .expected("inner, cross, left, right, full, left_semi or left_anti")
                        .mend("choose one of these")
                        .build());
    }

    /** Whether the columns of the right side come out. */
    public boolean hasRight() {
        return this != LEFT_SEMI && this != LEFT_ANTI;
    }

    /** Whether each row of the left side that comes out does so without the condition being asked of its own columns alone. */
    public boolean keepsLeft() {
        return this == LEFT_OUTER || this == FULL_OUTER || this == LEFT_ANTI;
    }

    /** As {@link #keepsLeft}, for the right side. */
    public boolean keepsRight() {
        return this == RIGHT_OUTER || this == FULL_OUTER;
    }

    @Override
    public String toString() {
        return text;
    }
}
