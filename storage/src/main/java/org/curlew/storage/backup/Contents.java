package org.curlew.storage.backup;

import java.util.List;

/**
 * What a backup holds; {@code contents.json} in its folder.
 *
 * @param format version of the folder's layout
 * @param at ISO 8601, UTC: the moment of the database's snapshot
 * @param migrations file names of the schema's migrations, in the order they were applied
 * @param objectsCopied false where the objects are only listed
 * @param gaps what could not be saved as it should be
 */
record Contents(
        int format,
        String at,
        List<Table> tables,
        List<Sequence> sequences,
        List<String> migrations,
        boolean objectsCopied,
        long objects,
        List<Gap> gaps) {

    static final int FORMAT = 1;

    /** @param columns quoted, in the order of the file's columns */
    record Table(String name, List<String> columns, long rows) {}

    record Sequence(String name, long value, boolean called) {}

    /**
     * One object of the store.
     *
     * @param size in bytes
     * @param sha256 lower-case hex
     * @param file its name in the backup; null where it is only listed
     */
    record StoredObject(String key, long size, String sha256, String file) {}
}
