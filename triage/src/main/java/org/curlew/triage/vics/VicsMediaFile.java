package org.curlew.triage.vics;

/**
 * One place where a content was found.
 *
 * @param md5 content hash, lower-case hex, as this row states it; null where absent
 * @param mediaFileId MediaFileID; no known writer emits it
 * @param fileName original name
 * @param filePath folder on the evidence, name excluded, as most writers have it
 * @param created file-system time
 * @param written file-system time
 * @param accessed file-system time
 * @param unallocated carved from unallocated space
 * @param sourceId exhibit reference
 * @param physicalLocation byte offset from the start of the disk, exact 64 bits
 * @param deleted deleted and recovered
 * @param parentMd5 container's MD5, lower-case hex
 * @param parentFileName container's name
 * @param parentFilePath container's folder
 * @param parentPhysicalLocation container's byte offset
 */
public record VicsMediaFile(
        String md5,
        Integer mediaFileId,
        String fileName,
        String filePath,
        VicsTime created,
        VicsTime written,
        VicsTime accessed,
        Boolean unallocated,
        String sourceId,
        Long physicalLocation,
        Boolean deleted,
        String parentMd5,
        String parentFileName,
        String parentFilePath,
        Long parentPhysicalLocation) {

    public static Builder builder() {
        return new Builder();
    }

    /** Fields by name; lists collect. */
    public static final class Builder {

        private String md5;
        private Integer mediaFileId;
        private String fileName;
        private String filePath;
        private VicsTime created;
        private VicsTime written;
        private VicsTime accessed;
        private Boolean unallocated;
        private String sourceId;
        private Long physicalLocation;
        private Boolean deleted;
        private String parentMd5;
        private String parentFileName;
        private String parentFilePath;
        private Long parentPhysicalLocation;

        private Builder() {}

        public Builder md5(String value) {
            md5 = Hex.lower(value);
            return this;
        }

        public Builder mediaFileId(Integer value) {
            mediaFileId = value;
            return this;
        }

        public Builder fileName(String value) {
            fileName = value;
            return this;
        }

        public Builder filePath(String value) {
            filePath = value;
            return this;
        }

        public Builder created(VicsTime value) {
            created = value;
            return this;
        }

        public Builder written(VicsTime value) {
            written = value;
            return this;
        }

        public Builder accessed(VicsTime value) {
            accessed = value;
            return this;
        }

        public Builder unallocated(Boolean value) {
            unallocated = value;
            return this;
        }

        public Builder sourceId(String value) {
            sourceId = value;
            return this;
        }

        public Builder physicalLocation(Long value) {
            physicalLocation = value;
            return this;
        }

        public Builder deleted(Boolean value) {
            deleted = value;
            return this;
        }

        public Builder parentMd5(String value) {
            parentMd5 = Hex.lower(value);
            return this;
        }

        public Builder parentFileName(String value) {
            parentFileName = value;
            return this;
        }

        public Builder parentFilePath(String value) {
            parentFilePath = value;
            return this;
        }

        public Builder parentPhysicalLocation(Long value) {
            parentPhysicalLocation = value;
            return this;
        }

        public VicsMediaFile build() {
            return new VicsMediaFile(
                    md5,
                    mediaFileId,
                    fileName,
                    filePath,
                    created,
                    written,
                    accessed,
                    unallocated,
                    sourceId,
                    physicalLocation,
                    deleted,
                    parentMd5,
                    parentFileName,
                    parentFilePath,
                    parentPhysicalLocation);
        }
    }
}
