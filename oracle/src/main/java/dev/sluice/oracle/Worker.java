package dev.sluice.oracle;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The process that holds one engine. Compiles the runner of cases for it, then takes requests, a line each, with parts
 * separated by tabs. FOLDER holds the sources of the groups, which are compiled first; it is {@code -} for groups among
 * the sources that the process was started with. A group is written {@code CLASS}, or {@code CLASS#CASE} for one case.
 *
 * <pre>
 * run     FOLDER ANSWERS GROUP...        writes the answers of the engine to these groups
 * judge   FOLDER RECORDED OWN GROUP...   compares the answers in OWN with recorded ones, a text for each that is wrong
 * compare - SPARK OWN                    compares all answers in SPARK with those in OWN, a text for each that differs
 * </pre>
 *
 * <p>It answers each with {@code done} and those texts, or with {@code failed} and the reason. It ends with its input.
 */
public final class Worker {
    private static final String RUNNER = "dev.sluice.cases.CaseRunner";
    private static final char LINE_BREAK = '\u2028';

    private final UnaryOperator<String> edit;
    private final Path scratch;
    private final Program base;
    private final AutoCloseable runner;

    private Worker(Engine engine, List<Path> sources, Path scratch) throws Exception {
        this.edit = engine.translates() ? Translation::toSpark : UnaryOperator.identity();
        this.scratch = scratch;
        this.base = Program.compile(sources, edit, classPath(), Worker.class.getClassLoader(), scratch);
        Thread.currentThread().setContextClassLoader(base.loader());
        this.runner = (AutoCloseable)
                base.loader().loadClass(RUNNER).getDeclaredConstructor().newInstance();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** @param arguments the engine, a folder for what is compiled, folders of sources */
    public static void main(String[] arguments) throws Exception {
        PrintStream replies = System.out;
        // What engines print is not a reply.
        System.setOut(System.err);
        List<Path> sources = new ArrayList<>();
        for (int index = 2; index < arguments.length; index++) {
            sources.add(Path.of(arguments[index]));
        }
        Worker worker = new Worker(Engine.valueOf(arguments[0]), sources, Path.of(arguments[1]));
        replies.println("ready");
        try (BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                replies.println(worker.reply(List.of(line.split("\t", -1))));
            }
        }
        worker.runner.close();
        // Threads of an engine that has been closed must not keep the process.
        System.exit(0);
    }

    private String reply(List<String> request) {
        try {
            if (request.get(1).equals("-")) {
                return String.join("\t", reply(request, base));
            }
            String classPath = classPath() + System.getProperty("path.separator") + base.classes();
            try (Program program =
                    Program.compile(List.of(Path.of(request.get(1))), edit, classPath, base.loader(), scratch)) {
                return String.join("\t", reply(request, program));
            }
        } catch (Exception failed) {
            StringWriter text = new StringWriter();
            failed.printStackTrace(new PrintWriter(text));
            return "failed\t" + folded(text.toString());
        }
    }

    private List<String> reply(List<String> request, Program program) throws Exception {
        List<String> replies = new ArrayList<>(List.of("done"));
        Path folder = Path.of(request.get(2));
        switch (request.get(0)) {
            case "run" -> {
                for (String group : request.subList(3, request.size())) {
                    call(program, "run", group, folder);
                }
            }
            case "judge" -> {
                for (String group : request.subList(4, request.size())) {
                    Object wrong = call(program, "judge", group, folder, Path.of(request.get(3)));
                    ((List<?>) wrong).forEach(text -> replies.add(folded(text.toString())));
                }
            }
            case "compare" -> {
                Object different =
                        invoke("compare", new Class<?>[] {Path.class, Path.class}, folder, Path.of(request.get(3)));
                ((List<?>) different).forEach(text -> replies.add(folded(text.toString())));
            }
            default -> throw new IllegalArgumentException("unknown request " + request.get(0));
        }
        return replies;
    }

    /** Calls a method of the runner that takes a class, a case or nothing, and paths. */
    private Object call(Program program, String method, String group, Path... paths) throws Exception {
        int mark = group.indexOf('#');
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>(List.of(Class.class, String.class));
        values.add(program.loader().loadClass(mark < 0 ? group : group.substring(0, mark)));
        values.add(mark < 0 ? "" : group.substring(mark + 1));
        for (Path path : paths) {
            types.add(Path.class);
            values.add(path);
        }
        return invoke(method, types.toArray(Class<?>[]::new), values.toArray());
    }

    private Object invoke(String method, Class<?>[] types, Object... values) throws Exception {
        try {
            return runner.getClass().getMethod(method, types).invoke(runner, values);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private static String folded(String text) {
        return text.replace('\n', LINE_BREAK).replace('\t', ' ');
    }

    static String unfolded(String text) {
        return text.replace(LINE_BREAK, '\n');
    }
}
