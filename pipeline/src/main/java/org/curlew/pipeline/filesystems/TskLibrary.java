package org.curlew.pipeline.filesystems;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Properties;

/**
 * Finds libtsk and the table of its structures. A version without a table is refused: a wrong offset reads other
 * people's memory and would give wrong facts, not an error.
 */
final class TskLibrary {

    /** Debian's names: 12 has libtsk19 (4.11.1). The plain name is what a hand-built library is called. */
    private static final List<String> NAMES = List.of("libtsk.so.19", "libtsk.so");

    private final SymbolLookup symbols;
    private final String version;
    private final Properties offsets;

    private TskLibrary(SymbolLookup symbols, String version, Properties offsets) {
        this.symbols = symbols;
        this.version = version;
        this.offsets = offsets;
    }

    static TskLibrary load() throws FileSystemException {
        SymbolLookup symbols = lookup();
        String version = version(symbols);
        return new TskLibrary(symbols, version, table(version, System.getProperty("os.arch")));
    }

    static Properties table(String version, String architecture) throws FileSystemException {
        String name = "tsk-" + version + "-" + architecture + ".properties";
        try (InputStream in = TskLibrary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileSystemException("libtsk " + version + " on " + architecture
                        + " is not supported: its structures are unknown here; install The Sleuth Kit's library 4.11.1"
                        + " (Debian 12: libtsk19)");
            }
            Properties offsets = new Properties();
            offsets.load(in);
            return offsets;
        } catch (FileSystemException refused) {
            throw refused;
        } catch (IOException broken) {
            throw new FileSystemException("table " + name + " cannot be read: " + broken.getMessage(), broken);
        }
    }

    private static SymbolLookup lookup() throws FileSystemException {
        for (String name : NAMES) {
            try {
                return SymbolLookup.libraryLookup(name, Arena.global());
            } catch (IllegalArgumentException absent) {
                continue;
            }
        }
        throw new FileSystemException("The Sleuth Kit's library is not installed (looked for "
                + String.join(", ", NAMES) + "); install it with: apt-get install libtsk19");
    }

    private static String version(SymbolLookup symbols) throws FileSystemException {
        MemorySegment function = symbols.find("tsk_version_get_str")
                .orElseThrow(() -> new FileSystemException("the library named libtsk has no tsk_version_get_str"));
        try {
            MemorySegment text = (MemorySegment) Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS))
                    .invoke();
            return Memory.text(text.address());
        } catch (Throwable failure) {
            throw new FileSystemException("libtsk does not tell its version: " + failure, failure);
        }
    }

    SymbolLookup symbols() {
        return symbols;
    }

    String version() {
        return version;
    }

    long offset(String field) {
        return Long.parseLong(offsets.getProperty(field).trim());
    }
}
