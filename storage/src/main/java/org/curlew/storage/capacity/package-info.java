/** Pools, reservations and the forecast of the day a pool is full. */
package org.curlew.storage.capacity;
