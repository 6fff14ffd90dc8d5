import { Navigate } from '@tanstack/react-router';
import { usesServices, useViewer } from '../app/viewer';

/** Where somebody begins: at their queue, or where help is asked for. */
export function Start() {
  return usesServices(useViewer()) ? (
    <Navigate to="/portal" search={{}} replace />
  ) : (
    <Navigate to="/desk/$queue" params={{ queue: 'mine' }} search={{}} replace />
  );
}
