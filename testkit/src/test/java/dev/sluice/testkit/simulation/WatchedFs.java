package dev.sluice.testkit.simulation;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.ForwardingFs;
import dev.sluice.seam.Publisher;
import dev.sluice.testkit.Baton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The disk of a world as the engine has it: every operation is a moment at which another thread may go on, is noted in the
 * trace, and must be one that may be.
 */
final class WatchedFs extends ForwardingFs {
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final World world;
    private final Baton baton;
    private final Trace trace;
    private final Meddler meddler;
    private final Scenario.Start start;
    private final int retained;
    private final Map<Path, Written> temporaries = new HashMap<>();
    private final Set<Path> published = new HashSet<>();

    /** Threads that have looked for a newer owner since there is one. */
    private final Set<Thread> fenced = new HashSet<>();

    /** Threads that were past that look, each before one operation, when another process took over. */
    private final Set<Thread> tooLateToAsk = new HashSet<>();

    private @Nullable Violation violation;

    /** @param start of the process that has it */
    WatchedFs(World world, Baton baton, Trace trace, CheckpointFs disk, Meddler meddler, Scenario.Start start) {
        super(disk);
        this.world = world;
        this.baton = baton;
        this.trace = trace;
        this.meddler = meddler;
        this.start = start;
        this.retained = world.scenario.settings().retained();
    }

    /** The first that was found; the engine may have taken the error for one of its own. */
    @Nullable
    Violation violation() {
        return violation;
    }

    /** A moment before an operation that changes nothing. */
    private void look(String what, Path file) {
        point(what, file, false);
    }

    /** A moment before an operation that changes what the disk holds. */
    private void change(String what, Path file) {
        point(what, file, true);
    }

    private void point(String what, Path file, boolean isChange) {
        baton.point();
        meddler.operation(world.disk.operationCount(), isChange);
        trace.addOperation(what, file);
        if (world.disk.isSlow()) {
            baton.sleep(SLOW_NANOS);
        }
    }

    private void unless(boolean holds, @Nullable Object... message) {
        try {
            Violation.unless(holds, message);
        } catch (Violation found) {
            if (violation == null) {
                violation = found;
            }
            throw found;
        }
    }

    private final class Written extends ForwardingOutput {
        private final Path file;
        private boolean isPublished;

        private Written(Path file, Output output) {
            super(output);
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            change("write", file);
            CRC32C sum = new CRC32C();
            sum.update(bytes, start, length);
            trace.add(sum.getValue());
            unless(!isPublished, "D1: a file is written after it was published: ", file);
            super.write(bytes, start, length);
        }

        @Override
        public void sync() throws IOException {
            change("sync", file);
            super.sync();
        }
    }

    @Override
    public Output create(Path file) throws IOException {
        change("create", file);
        unless(!published.contains(file), "D1: a file that was published is created again: ", file);
        Written written = new Written(file, super.create(file));
        temporaries.put(file, written);
        return written;
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        change("link", name);
        beforeLink(name);
        try {
            super.link(existing, name);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException failed) {
            if (world.disk.get(name) != null) {
                published(existing, name);
            }
            throw failed;
        }
        published(existing, name);
    }

    private void published(Path existing, Path name) {
        requireOwner("gives a name to", name);
        Written written = temporaries.get(existing);
        if (written != null) {
            written.isPublished = true;
        }
        published.add(name);
        note(name);
    }

    private void beforeLink(Path name) {
        if (isIn(Places.LATE, name) || isIn(Places.BAD, name)) {
            long batch = LeftOut.batchOf(name).orElse(-1);
            unless(
                    world.disk.isDurable(Places.COMMITS.resolve(Long.toString(batch))),
                    "K9: rows that batch ",
                    batch,
                    " leaves out are shown before it is committed");
        }
        OptionalLong number = Places.number(name);
        if (number.isEmpty()) {
            return;
        }
        long id = number.getAsLong();
        if (isIn(Places.OFFSETS, name) && id > 0) {
            unless(
                    isDurableCommit(id - 1) || hasPlan(id) || (isAfterGap(id) && isDurableCommit(id)),
                    "D5: batch ",
                    id,
                    " is planned before the commit of the one before is durable");
        } else if (isIn(Places.COMMITS, name)) {
            unless(isDurablePlan(id) || isAfterGap(id), "D5: batch ", id, " is committed before its plan is durable");
            unless(isVisible(id), "D5: batch ", id, " is committed before the sink shows it for ever");
        } else if (isIn(Places.MANIFEST, name)) {
            unless(isDurablePlan(id), "D5: batch ", id, " is shown before its plan is durable");
        }
    }

    /** After another process took over, only that happens which was decided before. */
    private void requireOwner(String what, Path file) {
        boolean isOfTheRun = file.startsWith(Places.CHECKPOINT)
                || file.startsWith(Places.OUTPUT)
                || file.startsWith(Places.LATE)
                || file.startsWith(Places.BAD);
        if (meddler.hasTakenOver() && isOfTheRun && !isTemporary(file)) {
            Thread thread = Thread.currentThread();
            unless(
                    !fenced.contains(thread) && tooLateToAsk.add(thread),
                    "F4: a run that lost its checkpoint ",
                    what,
                    " ",
                    file);
        }
    }

    private static boolean isTemporary(Path file) {
        return Publisher.isTemporary(String.valueOf(file.getFileName()));
    }

    /** Whether a damaged file is kept under another name for whoever wants to see it. */
    private boolean isSetAside(Path file) {
        Path folder = file.resolveSibling("");
        return world.disk.names(folder).stream()
                .anyMatch(name -> name.startsWith(file.getFileName() + ".damaged.")
                        && world.disk.isDurable(folder.resolve(name)));
    }

    private boolean hasPlan(long id) {
        return world.plans.get(id) != null;
    }

    private boolean isDurableCommit(long id) {
        return world.disk.isDurable(Places.COMMITS.resolve(Long.toString(id)));
    }

    /** Whether the batch before is not recorded, as it may be where that is done beside the query. */
    private boolean isAfterGap(long id) {
        return id > 0
                && world.scenario.showsRowsAlone()
                && world.disk.get(Places.COMMITS.resolve(Long.toString(id - 1))) == null;
    }

    private boolean isDurablePlan(long id) {
        return world.disk.isDurable(Places.OFFSETS.resolve(Long.toString(id)));
    }

    private long newestDurableCommit() {
        return world.disk.names(Places.COMMITS).stream()
                .map(Places.COMMITS::resolve)
                .filter(file -> Places.number(file).isPresent() && world.disk.isDurable(file))
                .mapToLong(file -> Places.number(file).getAsLong())
                .max()
                .orElse(-1);
    }

    private boolean isVisible(long id) {
        return switch (world.scenario.sink()) {
            case FILES ->
                world.disk.isDurable(Places.MANIFEST.resolve(Long.toString(id)))
                        || world.disk.isDurable(Places.MANIFEST.resolve(id + ".compact"));
            case EACH_BATCH, TABLE, SHOW -> world.table.get(id) != null;
        };
    }

    private void note(Path name) {
        OptionalLong number = Places.number(name);
        if (number.isEmpty()) {
            return;
        }
        long id = number.getAsLong();
        if (isIn(Places.OFFSETS, name)) {
            Plans.Plan earlier = world.plans.get(id);
            boolean isFrozen = world.scenario.sink() != Scenario.SinkKind.SHOW && isVisible(id);
            List<List<Long>> looks = world.looks.take();
            Plans.Plan plan = world.plans.plan(id, content(name), start.isContinuous() ? looks : List.of());
            unless(!isFrozen || plan.equals(earlier), "G2: the plan of batch ", id, ", which the sink holds, changes");
            Plans.Plan before = world.plans.get(id - 1);
            unless(
                    before == null
                            || world.scenario.showsRowsAlone()
                            || (before.watermarkMillis() <= plan.watermarkMillis()
                                    && before.timestampMillis() <= plan.timestampMillis()),
                    "T1, T3: time goes back in batch ",
                    id);
        } else if (isIn(Places.COMMITS, name)) {
            world.plans.commit(id, content(name));
        } else if (name.startsWith(Places.SOURCES)) {
            int source =
                    Integer.parseInt(name.getName(Places.SOURCES.getNameCount()).toString());
            world.plans.taken(source, id, content(name));
        }
    }

    private byte[] content(Path file) {
        byte[] content = world.disk.get(file);
        return content == null ? new byte[0] : content;
    }

    private static boolean isIn(Path folder, Path file) {
        return folder.equals(file.getParent());
    }

    @Override
    public void delete(Path file) throws IOException {
        change("delete", file);
        OptionalLong number = Places.number(file);
        if (number.isPresent() && (isIn(Places.OFFSETS, file) || isIn(Places.COMMITS, file))) {
            // What lies before a gap is of no use to anybody.
            long kept = number.getAsLong() + (world.scenario.showsRowsAlone() ? 1 : retained);
            unless(
                    newestDurableCommit() >= kept || isSetAside(file),
                    "D6: ",
                    file,
                    " is deleted before batch ",
                    kept,
                    " is durable");
        }
        requireOwner("deletes", file);
        super.delete(file);
        published.remove(file);
        temporaries.remove(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        change("mkdir", directory);
        super.createDirectory(directory);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change("sync directory", directory);
        super.syncDirectory(directory);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        look("list", directory);
        if (meddler.hasTakenOver() && directory.equals(Places.OWNER)) {
            fenced.add(Thread.currentThread());
        }
        return super.list(directory);
    }

    @Override
    public @Nullable Stat stat(Path file) throws IOException {
        look("stat", file);
        return super.stat(file);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        look("read", file);
        return super.read(file);
    }

    @Override
    public Input open(Path file) throws IOException {
        look("open", file);
        return super.open(file);
    }

    @Override
    public @Nullable Lock lock(Path file) throws IOException {
        change("lock", file);
        return super.lock(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change("rename", to);
        if (isTemporary(from)) {
            beforeLink(to);
        }
        unless(world.disk.get(to) == null, "D3: a file that was published is replaced: ", to);
        super.rename(from, to);
        published.remove(from);
        if (isTemporary(from)) {
            published(from, to);
        }
    }
}
