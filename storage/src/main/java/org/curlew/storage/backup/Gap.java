package org.curlew.storage.backup;

/** An object that could not be saved as it was sealed, and why. */
public record Gap(String objectKey, String reason) {}
