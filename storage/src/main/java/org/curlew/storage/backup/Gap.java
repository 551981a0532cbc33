package org.curlew.storage.backup;

/** An object that could not be saved as it was sealed, or a key that is lost, and why. */
public record Gap(String objectKey, String reason) {}
