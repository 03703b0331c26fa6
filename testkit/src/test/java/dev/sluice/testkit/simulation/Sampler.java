package dev.sluice.testkit.simulation;

import dev.sluice.testkit.CrashMode;
import dev.sluice.testkit.FaultyDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes what a crash would leave at some operations, wherever they may be. */
final class Sampler implements FaultyDisk.OperationListener {
    private static final int OPERATIONS_OF_A_START = 60;
    private static final int OPERATIONS_OF_AN_ARRIVAL = 40;

    private final World world;
    private final Dice dice;
    private final int gap;
    private final List<Image> images = new ArrayList<>();
    private long next;

    /**
     * What a crash left.
     *
     * @param what the operation in which it happened
     */
    record Image(World world, CrashMode mode, String what, Path file) {
        @Override
        public String toString() {
            return mode + " in " + what + " " + file;
        }
    }

    /** @param wanted how many images there should be, more or less */
    Sampler(World world, Dice dice, int wanted) {
        this.world = world;
        this.dice = dice;
        int expected = OPERATIONS_OF_A_START + OPERATIONS_OF_AN_ARRIVAL * world.remainingArrivals();
        this.gap = 2 * expected / wanted;
        this.next = world.disk.operationCount() + dice.between(1, gap);
    }

    List<Image> images() {
        return List.copyOf(images);
    }

    @Override
    public void before(long operation, String what, Path file) {
        if (operation == next) {
            CrashMode mode = dice.one(CrashMode.values());
            images.add(new Image(world.image(mode, dice.seed()), mode, what, file));
            next += dice.between(1, gap);
        }
    }
}
