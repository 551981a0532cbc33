/**
 * Backup and restore of everything Curlew keeps, as one consistent point: {@code Backup} writes a folder, {@code
 * Restore} puts it into an empty installation and proves it. Start at {@code Backup}.
 */
package org.curlew.storage.backup;
