package dev.sluice.connector.file;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as the URIs of logs and manifests, {@code file:///in/a%20b.txt}, without asking the file system. */
public final class FileUris {
    private FileUris() {}

    static String encode(Path path) {
        String absolute = path.toAbsolutePath().normalize().toString();
        if (isPlain(absolute)) {
            return "file://" + absolute;
        }
        try {
            return "file://" + new URI(null, null, absolute, null).getRawPath();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("not a path: " + path, impossible);
        }
    }

    static Path decode(String uri) {
        String path = localPath(uri);
        return Path.of(isPlain(path) ? path : URI.create(uri).getPath());
    }

    /** Whether a path is the same in a URI, as most are: an input has many of them. */
    private static boolean isPlain(String path) {
        for (int index = 0; index < path.length(); index++) {
            char next = path.charAt(index);
            boolean isPlain = (next >= 'a' && next <= 'z')
                    || (next >= 'A' && next <= 'Z')
                    || (next >= '-' && next <= '9')
                    || next == '_';
            if (!isPlain) {
                return false;
            }
        }
        return path.startsWith("/") && !path.startsWith("//");
    }

    /**
     * The path that a user wrote, plain or as a {@code file:} URI.
     *
     * @throws SluiceException an analysis error if it is none
     */
    public static Path path(String text) {
        try {
            if (text.isEmpty()) {
                throw new InvalidPathException(text, "it is empty");
            }
            return Path.of(localPath(text));
        } catch (InvalidPathException refused) {
            throw SluiceException.analysis(ErrorCondition.INVALID_PARAMETER_VALUE, "this is no path")
                    .found("\"" + text + "\": " + refused.getReason())
                    .expected("a path of this machine, plain or after file:")
                    .mend("correct the path")
                    .build();
        }
    }

    private static String localPath(String text) {
        if (text.startsWith("file:")) {
            String rest = text.substring("file:".length());
            return rest.startsWith("///") ? rest.substring(2) : rest;
        }
        return text;
    }
}
