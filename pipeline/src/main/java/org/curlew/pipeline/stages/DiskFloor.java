package org.curlew.pipeline.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.curlew.pipeline.application.DataFolder;
import org.curlew.storage.capacity.ByteSizes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Keeps some of the data folder's disk free. In the folder lies the embedded database, and PostgreSQL stops when it cannot write its
 * log: work that would fill the disk has to wait before that, not after.
 */
@Service
public class DiskFloor {

    private final Path folder;
    private final long keepFree;

    /** @param keepFree below this no work of the machine begins (judgement) */
    DiskFloor(DataFolder data, @Value("${curlew.pools.data-folder.keep-free:256MB}") DataSize keepFree) {
        this.folder = data.path();
        this.keepFree = keepFree.toBytes();
    }

    /** Why no work may begin now; empty where it may. */
    Optional<String> low() {
        try {
            // the figure of the moment is not in the words: a hold that is tried again would else be news each time
            return Files.getFileStore(folder).getUsableSpace() >= keepFree
                    ? Optional.empty()
                    : Optional.of("less than " + ByteSizes.text(keepFree) + " are free on the disk of the data folder "
                            + folder + ", which are kept free for the database: make room there");
        } catch (IOException e) {
            // a folder that cannot be asked fails the work itself, with its own reason
            return Optional.empty();
        }
    }
}
