package org.curlew.triage.vics;

/**
 * One name and value: a row of CaseMetadata, MediaMetadata, IdentifierMetadata or Exifs.
 *
 * @param name PropertyName
 * @param value PropertyValue, may be null
 * @param group PropertyGroup, only EXIF rows of version 2.0 have it; else null
 */
public record VicsProperty(String name, String value, String group) {

    public VicsProperty(String name, String value) {
        this(name, value, null);
    }
}
