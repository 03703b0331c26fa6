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
        try {
            return "file://"
                    + new URI(null, null, path.toAbsolutePath().normalize().toString(), null).getRawPath();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException("not a path: " + path, impossible);
        }
    }

    static Path decode(String uri) {
        return Path.of(URI.create(uri).getPath());
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
