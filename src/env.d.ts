/// <reference types="vite/client" />
/// <reference types="@motion-canvas/core/project" />
