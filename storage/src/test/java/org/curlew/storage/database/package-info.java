/** A database for tests: one server a JVM, one fresh migrated database a test class. */
package org.curlew.storage.database;
