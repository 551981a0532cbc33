/** Where the database comes from: an embedded PostgreSQL in the data folder, or the force's own server. */
package org.curlew.storage.database;
