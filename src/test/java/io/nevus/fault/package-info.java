/**
 * What clients, floods and faults do to a server in a process of its own. Each test prints its figures, and runs in a
 * short form unless {@code -Plong} is given.
 */
package io.nevus.fault;
