package dev.sluice.state;

/**
 * How sliding windows whose slide divides their length are cut into panes: stretches of time as wide as the slide, each of
 * which is part of {@code perWindow} windows. A pane, a window and a block are named by the moment they begin, in
 * microseconds. Pure arithmetic.
 *
 * <pre>
 * width 5, three panes a window:
 *   panes     [0  5) [5 10) [10 15) [15 20) [20 25) [25 30) ...
 *   windows   [0                15)
 *                    [5                 20) ...
 *   blocks    [0                15) [15                 30) ...
 * </pre>
 *
 * Every {@code perWindow}-th window is also a block. A window that begins inside a block is the end of that block and the
 * beginning of the next, so what it holds is merged from two runs of panes, whatever else there is.
 *
 * @param widthMicros of a pane, the slide of the windows
 * @param perWindow panes in a window, and windows that contain a pane
 * @param offsetMicros from the epoch to the begin of a pane
 */
public record Panes(long widthMicros, int perWindow, long offsetMicros) {
    public Panes {
        if (widthMicros <= 0 || perWindow <= 0 || Math.abs(offsetMicros) >= widthMicros) {
            throw new IllegalArgumentException(
                    "width " + widthMicros + ", panes " + perWindow + ", offset " + offsetMicros);
        }
    }

    /** The length of a window, and of a block. */
    public long windowMicros() {
        return widthMicros * perWindow;
    }

    /** The end of the last window that contains a pane: from then on nobody asks for the pane. */
    public long expiry(long pane) {
        return pane + windowMicros();
    }

    /** The position of a pane or a window in the block where it begins, in {@code [0, perWindow)}. */
    public int indexInBlock(long start) {
        return (int) (Math.floorMod(start - offsetMicros, windowMicros()) / widthMicros);
    }

    /** Whether a window ends after {@code afterMicros} and no later than {@code upToMicros}. */
    public boolean isAnyEndIn(long afterMicros, long upToMicros) {
        if (afterMicros >= upToMicros) {
            return false;
        }
        return afterMicros == Long.MIN_VALUE
                || upToMicros == Long.MAX_VALUE
                || upToMicros - Math.floorMod(upToMicros - offsetMicros, widthMicros) > afterMicros;
    }

    /** The position in its block of the first window that ends after {@code afterMicros}; may lie outside of the block. */
    public long firstIndexEndingAfter(long afterMicros, long block) {
        return afterMicros == Long.MIN_VALUE ? 0 : Math.floorDiv(afterMicros - expiry(block), widthMicros) + 1;
    }

    /** The position in its block of the last window that ends by {@code upToMicros}; may lie outside of the block. */
    public long lastIndexEndingBy(long upToMicros, long block) {
        return upToMicros == Long.MAX_VALUE ? perWindow - 1 : Math.floorDiv(upToMicros - expiry(block), widthMicros);
    }

    /** As it stands in the schema of state files: state of other panes is not read as state of these. */
    public String text() {
        return "slide " + widthMicros + " us, window " + windowMicros() + " us, start " + offsetMicros + " us";
    }
}
