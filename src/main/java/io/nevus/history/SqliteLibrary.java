package io.nevus.history;

import java.io.File;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Where the driver finds SQLite itself. Left alone, it unpacks a copy into the temporary directory at each start, which
 * fails where that is full or missing, and leaves 1 MB behind when the server is killed.
 */
final class SqliteLibrary {

    private static final System.Logger LOGGER = System.getLogger(SqliteLibrary.class.getName());
    private static final String FOLDER = "org.sqlite.lib.path";

    private SqliteLibrary() {
    }

    /** Unpacks it once and for all, beside TensorFlow's, unless there is word of another place. */
    static void locate() {
        if (System.getProperty(FOLDER) == null) {
            unpacked().ifPresent(library -> System.setProperty(FOLDER, library.getParent()));
        }
        // The driver looks there for copies to delete, and complains when there is no such place
        Optional.ofNullable(System.getProperty(FOLDER))
                .ifPresent(folder -> System.getProperties().putIfAbsent("org.sqlite.tmpdir", folder));
    }

    private static Optional<File> unpacked() {
        try {
            return Optional.ofNullable(Loader.cacheResource(SQLiteJDBCLoader.class,
                    LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName()));
        } catch (IOException | OverlappingFileLockException e) {
            LOGGER.log(System.Logger.Level.WARNING, "SQLite is unpacked into the temporary directory, as it cannot be "
                    + "kept in the home directory: {0}", e);
            return Optional.empty();
        }
    }
}
